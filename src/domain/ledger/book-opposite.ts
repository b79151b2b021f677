import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../database/sql.ts'
import { newId } from '../ids.ts'
import type { NewEntry } from './book.ts'
import { keepEntryRates } from './exchange/keep-entry-rates.ts'
import type { EntryKind } from './kinds.ts'

/**
 * Books a fact as the exact opposite of the entries of others: each posting of theirs with the other sign, in one
 * statement, however many there are. What moved nothing has no opposite either.
 */
export async function bookOpposite(
  em: EntityManager,
  entry: NewEntry,
  of: { kinds: readonly EntryKind[]; factIds: readonly string[] },
): Promise<void> {
  const entries = await sqlOf(em)
    .selectFrom('entry')
    .leftJoin('entryCurrency', 'entryCurrency.entryId', 'entry.id')
    .select(['id', 'currency'])
    .distinct()
    .where('kind', 'in', of.kinds)
    .where('factId', 'in', of.factIds)
    .execute()
  if (entries.length === 0) return
  const entryId = newId()
  await sqlOf(em)
    .insertInto('entry')
    .values({ id: entryId, ...entry, bookedOn: sql<string>`open_book_day(${entry.bookedOn})` })
    .execute()
  await sql`
    insert into posting (entry_id, line, account_id, currency, amount)
    select ${entryId}::uuid, row_number() over (order by entry_id, line), account_id, currency, -amount
      from posting where entry_id = any(${entries.map(each => each.id)}::uuid[])`.execute(sqlOf(em))
  await keepEntryRates(em, [{ id: entryId, currencies: entries.flatMap(({ currency }) => currency ?? []) }])
}
