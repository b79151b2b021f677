import type { EntityManager } from '@mikro-orm/postgresql'
import { type RawBuilder, sql } from 'kysely'
import { sqlOf } from './sql.ts'

/** How many rows are in memory at once. */
const PIECE = 20_000

let opened = 0

/** The rows of a query in pieces, by a cursor of this transaction: a million rows are never objects all at once. */
export async function* readInPieces<Row>(
  em: EntityManager,
  query: RawBuilder<unknown>,
): AsyncGenerator<Row[]> {
  const name = sql.id(`pieces_${opened++}`)
  await sql`declare ${name} no scroll cursor for ${query}`.execute(sqlOf(em))
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.lit(PIECE)} from ${name}`.execute(sqlOf(em))
    if (rows.length > 0) yield rows
    if (rows.length < PIECE) break
  }
  await sql`close ${name}`.execute(sqlOf(em))
}
