/** An answer of the API that was not what a client hoped for: a refusal or an error, as the server said it. */
export class Refused extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(`${code}: ${message}`)
    this.code = code
  }
}

type Answer<T> = { data?: T | null; errors?: { message: string; extensions?: { code?: string } }[] }

/** Sends one GraphQL request and returns its data. Throws Refused for errors and for refused changes. */
export async function ask<T>(
  url: string,
  query: string,
  variables: object = {},
  token: string | null = null,
): Promise<T> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
  })
  const { data, errors } = (await response.json()) as Answer<T>
  const [error] = errors ?? []
  if (error !== undefined) throw new Refused(error.extensions?.code ?? 'UNKNOWN', error.message)
  for (const result of Object.values((data ?? {}) as Record<string, unknown>)) {
    const { __typename, code, message } = (result ?? {}) as Record<string, string | undefined>
    if (__typename === 'Refusal' || code === 'UNAUTHENTICATED') throw new Refused(code ?? '', message ?? '')
  }
  return data as T
}

const SESSION =
  '... on Session { token refreshCode viewer { person { id } } } ... on Refusal { __typename code message }'
type Session = { token: string; refreshCode: string; viewer: { person: { id: string } } }

export type Credentials = { email: string; password: string; name: string; language: 'en' | 'fr' }

/** Somebody with an account, as his program sees it: it keeps his session and renews it when its token is too old. */
export class Person {
  readonly url: string
  readonly credentials: Credentials
  readonly id: string
  private session: Session

  private constructor(url: string, credentials: Credentials, session: Session) {
    this.url = url
    this.credentials = credentials
    this.session = session
    this.id = session.viewer.person.id
  }

  /** Joins, reads the code in the developer's mailbox and confirms the address. */
  static async join(url: string, credentials: Credentials): Promise<Person> {
    const { password, ...who } = credentials
    const { email } = who
    await ask(url, JOIN, { input: who })
    const { mailbox } = await ask<{ mailbox: { body: string }[] }>(url, MAILBOX, { email })
    const [code] = /\b[A-Z2-9]{8}\b/.exec(mailbox[0]?.body ?? '') ?? []
    const { confirmEmail } = await ask<{ confirmEmail: Session }>(url, CONFIRM, { email, code, password })
    return new Person(url, credentials, confirmEmail)
  }

  /** Becomes the first administrator with the code that the program printed. */
  static async firstAdministrator(url: string, code: string, credentials: Credentials): Promise<Person> {
    const { password, ...input } = credentials
    const claimed = await ask<{ claimFirstAdministrator: Session }>(url, CLAIM, { code, password, input })
    return new Person(url, credentials, claimed.claimFirstAdministrator)
  }

  /** Signs in with mail address and password. */
  static async enter(url: string, credentials: Credentials): Promise<Person> {
    const { email, password } = credentials
    const { signIn } = await ask<{ signIn: Session }>(url, SIGN_IN, { email, password })
    return new Person(url, credentials, signIn)
  }

  /** Asks in his name; signs in again when the session has ended. */
  async ask<T>(query: string, variables: object = {}): Promise<T> {
    try {
      return await ask<T>(this.url, query, variables, this.session.token)
    } catch (error) {
      if (!(error instanceof Refused && error.code === 'UNAUTHENTICATED')) throw error
      await this.signIn()
      return ask<T>(this.url, query, variables, this.session.token)
    }
  }

  /** A token that is good now. */
  async token(): Promise<string> {
    await this.signIn()
    return this.session.token
  }

  private async signIn(): Promise<void> {
    const { email, password } = this.credentials
    const { signIn } = await ask<{ signIn: Session }>(this.url, SIGN_IN, { email, password })
    this.session = signIn
  }
}

const JOIN =
  'mutation ($input: JoinInput!) { join(input: $input) { ... on Refusal { __typename code message } } }'
const MAILBOX = 'query ($email: String!) { mailbox(email: $email) { body } }'
const CONFIRM = `mutation ($email: String!, $code: String!, $password: String!) {
  confirmEmail(email: $email, code: $code, password: $password) { ${SESSION} }
}`
const CLAIM = `mutation ($code: String!, $password: String!, $input: JoinInput!) {
  claimFirstAdministrator(code: $code, password: $password, input: $input) { ${SESSION} }
}`
const SIGN_IN = `mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { ${SESSION} } }`
