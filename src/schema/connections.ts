import { resolveCursorConnection } from '@pothos/plugin-relay'
import type { Slice } from '../database/keyset.ts'
import { shortened } from '../domain/refusal.ts'
import { refuse } from './errors.ts'
import { isUuid } from './ids.ts'

/** How many things may be asked for at once. */
export const MOST = 100
const USUAL = 20

/** The arguments of a page as clients send them. */
export type PageArgs = {
  first?: number | null | undefined
  last?: number | null | undefined
  before?: string | null | undefined
  after?: string | null | undefined
}

/** A page as Relay defines it. */
export type Page<Row> = {
  edges: { cursor: string; node: Row }[]
  pageInfo: {
    hasNextPage: boolean
    hasPreviousPage: boolean
    startCursor?: string | null
    endCursor?: string | null
  }
}

/**
 * A page of a list that is ordered by one unique key, which is also the cursor: stable while rows are added. A key
 * has one part, or as many as its columns, each a UUID; a key of another kind is told by its pattern.
 * Refuses PAGE_TOO_LARGE (it never cuts silently) and NOT_FOUND for a cursor that is none of ours.
 */
export async function page<Row>(
  args: PageArgs,
  read: (slice: Slice) => Promise<Row[]>,
  keyOf: (row: Row) => string,
  parts: number | RegExp = 1,
): Promise<Page<Row>> {
  for (const name of ['first', 'last'] as const) checkCount(name, args[name])
  for (const name of ['before', 'after'] as const) {
    const cursor = args[name]
    if (cursor != null && !isCursor(cursor, parts)) {
      throw refuse.NOT_FOUND({ id: shortened(cursor, 160) }).at(name)
    }
  }
  const toCursor = (row: unknown) => keyOf(row as Row)
  const options = { args, defaultSize: USUAL, maxSize: MOST, toCursor }
  return resolveCursorConnection(options, read) as Promise<Page<Row>>
}

/** How many things are asked for at once, and by which argument. Refuses PAGE_TOO_LARGE. */
export function checkCount(argument: string, asked: number | null | undefined): void {
  if (asked != null && (asked > MOST || asked < 0)) throw refuse.PAGE_TOO_LARGE({ asked }).at(argument)
}

/** The same slice of a list that is in memory already, ordered by the key. */
export function sliceOf<Row>(rows: readonly Row[], keyOf: (row: Row) => string, slice: Slice): Row[] {
  const { after, before, limit, inverted } = slice
  const within = rows.filter(row => {
    const key = keyOf(row)
    return (after === undefined || key > after) && (before === undefined || key < before)
  })
  return (inverted ? within.toReversed() : within).slice(0, limit)
}

/** So many UUIDs with colons between them, or what the pattern says. */
function isCursor(text: string, parts: number | RegExp): boolean {
  if (parts instanceof RegExp) return parts.test(text)
  const found = text.split(':')
  return found.length === parts && found.every(isUuid)
}

/** What a page costs: as many times its item as it may have items. */
export const pageCost = ({ first, last }: PageArgs) => ({
  field: 1,
  multiplier: Math.min(first ?? last ?? USUAL, MOST),
})
