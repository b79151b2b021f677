import { parseCurrency } from '../../domain/money/currency.ts'
import { PASSWORD } from './cast.ts'
import { Person, Refused } from './client.ts'
import type { Family, FamilyStory, Step } from './family.ts'
import { look, type Sight } from './look-family.ts'
import { openFamily } from './open-family.ts'
import { distributeIncome } from './play-revenue.ts'
import { total } from './read-back.ts'
import { moveClock, type Staff } from './stage.ts'

/** Everybody in a story, by first name, and what was opened for it. */
export type Stage = {
  family: Family
  staff: Staff
  issuer: Person
  people: Record<string, Person>
  projectId: string
  offeringId: string
  classes: Record<string, string>
  /** The orders by who made them; the latest of each. */
  orders: Record<string, string>
  /** What was kept of answers, by name. */
  kept: Record<string, string>
}

/** A step that was played, and what was then seen. */
export type Played = { step: Step; sight: Sight }

/** The people of a family join, once for its stories. */
export async function assemblePeople(family: Family, staff: Staff) {
  const join = (who: string, name: string) =>
    Person.join(staff.admin.url, { name, email: `${who}@family.example`, password: PASSWORD, language: 'en' })
  const issuer = await join('issuer', family.issuer)
  const people: Record<string, Person> = {}
  for (const [who, name] of Object.entries(family.people)) people[who] = await join(who, name)
  return { issuer, people }
}

/** Plays a story through the API, step by step, and tells each when it is over. */
export async function playStory(
  family: Family,
  story: FamilyStory,
  cast: { staff: Staff; issuer: Person; people: Record<string, Person> },
  told: (played: Played) => void,
): Promise<void> {
  await moveClock(cast.staff.admin, story.starts)
  const stage: Stage = { ...cast, family, orders: {}, kept: {}, ...(await openFamily(cast, family, story)) }
  for (const [index, step] of story.steps.entries()) {
    await moveClock(cast.staff.admin, step.at)
    const answer = await playStep(stage, step, `${story.starts.slice(0, 10)}-${index}`)
    told({ step, sight: await look(stage, answer) })
  }
}

/** Plays one step; answers what the API said to `ask`, and the code when it was refused as the file says. */
async function playStep(stage: Stage, step: Step, key: string): Promise<unknown> {
  try {
    const answer = await carryOut(stage, step, key)
    if (step.refused !== undefined) throw new Error(`Not refused, ${step.refused} was expected: ${step.says}`)
    return answer
  } catch (error) {
    if (error instanceof Refused && error.code === step.refused) return { refused: error.code }
    throw error
  }
}

async function carryOut(stage: Stage, step: Step, key: string): Promise<unknown> {
  const { order, withdraw, revenue, ask } = step
  if (order !== undefined) return placeOrder(stage, { ...order, at: step.at }, key)
  if (withdraw !== undefined) {
    const input = { idempotencyKey: key, subscriptionId: stage.orders[withdraw.by] }
    return personOf(stage, withdraw.by).ask(WITHDRAW, { input })
  }
  if (revenue !== undefined) return playRevenue(stage, { ...revenue, at: step.at }, key)
  if (ask === undefined) return null
  const answer = await personOf(stage, ask.by).ask(ask.text, variablesFor(stage, ask.text, key))
  for (const [name, path] of Object.entries(ask.keep ?? {})) stage.kept[name] = String(at(answer, path))
  return answer
}

/** What stands at a path such as "offering.rounds.1.id". */
function at(answer: unknown, path: string): unknown {
  return path.split('.').reduce((value, part) => (value as Record<string, unknown>)?.[part], answer)
}

/** Somebody orders, and finance sees the money on the bank account. */
async function placeOrder(
  stage: Stage,
  order: NonNullable<Step['order']> & { at: string },
  key: string,
): Promise<void> {
  const { by, shares, items, acceptFewer, unpaid = false, at } = order
  const amount =
    order.amount === undefined ? undefined : { amount: order.amount, currency: stage.family.currency }
  const input = { idempotencyKey: key, offeringId: stage.offeringId, shares, amount, items, acceptFewer }
  const ordered = await personOf(stage, by).ask<Ordered>(SUBSCRIBE, { input })
  const { id, reference, amount: due } = ordered.subscribe.subscription
  stage.orders[by] = id
  if (unpaid) return
  const money = { amount: due, remittance: reference, receivedAt: at, bankReference: `bank-${reference}` }
  await stage.staff.finance.ask(RECORD_PAYMENT, { input: { ...money, idempotencyKey: `${key}-paid` } })
}

/** The issuer reports what came in; all of it arrives. */
function playRevenue(
  stage: Stage,
  { from, to, lines, at }: NonNullable<Step['revenue']> & { at: string },
  key: string,
): Promise<string> {
  const { currency } = stage.family
  const money = (amount: string) => ({ amount, currency })
  const all = total(
    lines.map(line => line.gross),
    parseCurrency(currency),
  )
  const reported = lines.map(line => ({ ...line, gross: money(line.gross) }))
  return distributeIncome(stage, { from, to, lines: reported, received: money(all), at, key })
}

/** One of the people, the issuer or staff, as a file calls him. */
function personOf({ staff, issuer, people }: Stage, who: string): Person {
  const found: Person | undefined = { ...staff, issuer, ...people }[who]
  if (found === undefined) throw new Error(`Nobody in this family is called "${who}"`)
  return found
}

/** The variables that a request names, out of what the stage knows. */
function variablesFor(stage: Stage, text: string, key: string): Record<string, string | undefined> {
  const { projectId, offeringId, classes, orders, people, issuer, kept } = stage
  const named = (prefix: string, values: Record<string, string>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}_${name}`, value]))
  const ids = Object.fromEntries(Object.entries(people).map(([who, { id }]) => [who, id]))
  const known: Record<string, string> = {
    ...{ projectId, offeringId, key, issuer: issuer.id },
    ...named('class', classes),
    ...named('order', orders),
    ...named('person', ids),
    ...kept,
  }
  const asked = [...text.matchAll(/\$(\w+):/g)].map(([, name = '']) => name)
  return Object.fromEntries(asked.map(name => [name, known[name]]))
}

type Ordered = { subscribe: { subscription: { id: string; reference: string; amount: object } } }

const REFUSED = '... on Refusal { __typename code message }'
const SUBSCRIBE = `mutation ($input: SubscribeInput!) {
  subscribe(input: $input) {
    ... on SubscriptionPayload { subscription { id reference amount { amount currency } } } ${REFUSED}
  }
}`
const RECORD_PAYMENT = `mutation ($input: RecordPaymentInput!) {
  recordPayment(input: $input) { ... on ReceiptPayload { receipt { state } } ${REFUSED} }
}`
const WITHDRAW = `mutation ($input: WithdrawInput!) { withdraw(input: $input) { ${REFUSED} } }`
