import { type RawBuilder, sql } from 'kysely'

/**
 * Whether what a transaction wrote was committed at a moment (`cut`, as `booksCut` tells it; null: always). Its number
 * stands in the column `xid`.
 */
export function wasCommitted(cut: string | null, xid: string): RawBuilder<boolean> {
  if (cut === null) return sql<boolean>`true`
  return sql<boolean>`pg_visible_in_snapshot(${sql.ref(xid)}, translate(${cut}, '+', ',')::pg_snapshot)`
}
