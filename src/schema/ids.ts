import { refuse } from './errors.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** An id as the API shows it: the type's name and the id, such as "Offering:0198…". */
export function globalId(typename: string, id: string): string {
  return `${typename}:${id}`
}

/** Whether a text is the id of a row. */
export const isUuid = (text: string): boolean => UUID.test(text)

/** The types that can be asked for by id, with the parts of their ids: a line has no id of its own. */
const PARTS: ReadonlyMap<string, number> = new Map([
  ['Contract', 1],
  ['Distribution', 1],
  ['Dividend', 3],
  ['Offering', 1],
  ['Party', 1],
  ['Project', 1],
  ['Receipt', 1],
  ['RevenueReport', 1],
  ['ShareClass', 1],
  ['ShareSubscription', 1],
  ['Statement', 1],
])

/** Reads an id of any type that can be asked for by id. Refuses NOT_FOUND when it cannot be one. */
export function readGlobalId(text: string): { typename: string; id: string } {
  const [typename = '', ...parts] = text.split(':')
  const wellMade = parts.length === PARTS.get(typename) && parts.every(isUuid)
  if (!wellMade) throw refuse.NOT_FOUND({ id: text.slice(0, 160) })
  return { typename, id: parts.join(':') }
}

/** Reads an id that must be of this type. Refuses NOT_FOUND. */
export function idOf(typename: string, text: string): string {
  const [found, id = '', ...more] = text.split(':')
  if (found !== typename || !isUuid(id) || more.length > 0) throw refuse.NOT_FOUND({ id: text.slice(0, 160) })
  return id
}
