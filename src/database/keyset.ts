import { type RawBuilder, sql } from 'kysely'

/**
 * A part of a list that is ordered by a unique key of UUIDs: rows after or before a key, so many, and whether
 * counted from the end. Keys of several columns are written "uuid:uuid:uuid".
 */
export type Slice = {
  before?: string | undefined
  after?: string | undefined
  limit: number
  inverted: boolean
}

/** The slice of a list that begins with its newest, when the keys grow with time. */
export const newestFirst = ({ before, after, limit, inverted }: Slice): Slice => ({
  ...{ before: after, after: before, limit },
  inverted: !inverted,
})

/**
 * The condition, order and limit that read a slice; the key's index serves them however long the list is. Columns of
 * another type than UUID are named in `types`.
 */
export function keyset(
  columns: readonly string[],
  { after, before, limit, inverted }: Slice,
  types: Readonly<Record<string, 'xid8' | 'text'>> = {},
) {
  const key = sql.join(columns.map(column => sql.ref(column)))
  const typeOf = (index: number) => sql.raw(types[columns[index] ?? ''] ?? 'uuid')
  const bound = (cursor: string) =>
    sql.join(cursor.split(':').map((part, index) => sql`${part}::${typeOf(index)}`))
  const conditions: RawBuilder<boolean>[] = [sql`true`]
  if (after !== undefined) conditions.push(sql`(${key}) > (${bound(after)})`)
  if (before !== undefined) conditions.push(sql`(${key}) < (${bound(before)})`)
  const direction = inverted ? sql`desc` : sql`asc`
  return {
    within: sql<boolean>`${sql.join(conditions, sql` and `)}`,
    order: sql.join(columns.map(column => sql`${sql.ref(column)} ${direction}`)),
    limit,
  }
}
