import { Refusal, shortened } from '../domain/refusal.ts'
import { refuse } from './errors.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** An id as the API shows it: the type's name and the id, such as "Offering:0198…". */
export function globalId(typename: string, id: string): string {
  return `${typename}:${id}`
}

/** Whether a text is the id of a row. */
export const isUuid = (text: string): boolean => UUID.test(text)

/**
 * A refusal whose message names things as the client named them: the rooms know rows by their UUIDs, the client
 * sent "Offering:0198…". Any other error is left as it is.
 */
export function asSent(error: unknown, input: unknown): unknown {
  if (!(error instanceof Refusal)) return error
  let { message } = error
  for (const [, sent = '', id = ''] of JSON.stringify(input).matchAll(/"(\w+:([0-9a-f-]{36}))"/g)) {
    message = message.replaceAll(new RegExp(`(?<![\\w:])${id}`, 'g'), sent)
  }
  return error.saying(message)
}

/** The types that can be asked for by id, with the parts of their ids: a line has no id of its own. */
const PARTS: ReadonlyMap<string, number> = new Map([
  ['Adjustment', 1],
  ['Contract', 1],
  ['Distribution', 1],
  ['DistributionAttestation', 1],
  ['Dividend', 3],
  ['Invoice', 1],
  ['LossCertificate', 1],
  ['MonthPreparation', 1],
  ['Offering', 1],
  ['Party', 1],
  ['PeriodicStatement', 1],
  ['Project', 1],
  ['Receipt', 1],
  ['RevenueReport', 1],
  ['ShareCertificate', 1],
  ['ShareClass', 1],
  ['ShareSubscription', 1],
  ['Statement', 1],
  ['DonationReceipt', 1],
  ['YearlyCertificate', 1],
])

/** Reads an id of any type that can be asked for by id. Refuses NOT_FOUND when it cannot be one. */
export function readGlobalId(text: string): { typename: string; id: string } {
  const [typename = '', ...parts] = text.split(':')
  const wellMade = parts.length === PARTS.get(typename) && parts.every(isUuid)
  if (!wellMade) throw refuse.NOT_FOUND({ id: shortened(text, 160) })
  return { typename, id: parts.join(':') }
}

/** Reads an id that must be of this type. Refuses NOT_FOUND. */
export function idOf(typename: string, text: string): string {
  const [found, ...parts] = text.split(':')
  if (found !== typename || parts.length !== (PARTS.get(typename) ?? 1) || !parts.every(isUuid))
    throw refuse.NOT_FOUND({ id: shortened(text, 160) })
  return parts.join(':')
}
