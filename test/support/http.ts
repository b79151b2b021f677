/** An answer as it came over the wire. */
export type RawAnswer = { status: number; text: string; headers: Headers }

export type GraphqlError = {
  message: string
  path?: (string | number)[]
  extensions: { code: string; field?: string | null; errorId?: string }
}
export type GraphqlAnswer = { data?: Record<string, unknown> | null; errors?: GraphqlError[] }

/** Sends a GraphQL request as it is, and gives back the answer as it is. */
export async function post(
  url: string,
  body: { query: string; variables?: object },
  token: string | null = null,
): Promise<RawAnswer> {
  const authorization = token === null ? {} : { authorization: `Bearer ${token}` }
  return raw(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization },
    body: JSON.stringify(body),
  })
}

/** Any request at all. */
export async function raw(url: string, init: RequestInit = {}): Promise<RawAnswer> {
  const response = await fetch(url, init)
  return { status: response.status, text: await response.text(), headers: response.headers }
}

/** What an answer comes to in one word: the code of its first error or refusal, "nothing" for null, else "ok". */
export function outcome({ text }: RawAnswer): string {
  const { data, errors } = JSON.parse(text) as GraphqlAnswer
  const [error] = errors ?? []
  if (error !== undefined) return error.extensions.code
  const [result] = Object.values(data ?? {})
  if (result === null) return 'nothing'
  return (result as { code?: string }).code ?? 'ok'
}
