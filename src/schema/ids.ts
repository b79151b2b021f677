import { refuse } from './errors.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** An id as the API shows it: the type's name and the id, such as "Offering:0198…". */
export function globalId(typename: string, id: string): string {
  return `${typename}:${id}`
}

/** Reads an id of any type. Ids of lines have three parts. Refuses NOT_FOUND when it cannot be one. */
export function readGlobalId(text: string): { typename: string; id: string } {
  const [typename, ...parts] = text.split(':')
  const wellMade = typename !== undefined && /^[A-Z]\w{0,40}$/.test(typename) && [1, 3].includes(parts.length)
  if (!wellMade || !parts.every(part => UUID.test(part))) throw refuse.NOT_FOUND({ id: text.slice(0, 160) })
  return { typename, id: parts.join(':') }
}

/** Reads an id that must be of this type. Refuses NOT_FOUND. */
export function idOf(typename: string, text: string): string {
  const found = readGlobalId(text)
  if (found.typename !== typename || found.id.includes(':'))
    throw refuse.NOT_FOUND({ id: text.slice(0, 160) })
  return found.id
}
