import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { copyInto } from '../../database/copy.ts'
import { sqlOf } from '../../database/sql.ts'
import { newId } from '../ids.ts'
import { accountsFor } from './accounts-for.ts'
import type { NewEntry, NewPosting } from './book.ts'
import { keptApart } from './clients-apart.ts'
import { keepEntryRates } from './exchange/keep-entry-rates.ts'

/**
 * Books many facts, each as one balanced entry, in a few statements however many they are. No amount may be zero.
 * Booking a fact twice violates the entry's unique name; postings that do not sum to zero are refused by the database.
 */
export async function bookEach(
  em: EntityManager,
  entries: readonly (NewEntry & { postings: readonly NewPosting[] })[],
): Promise<void> {
  if (entries.length === 0) return
  const named = entries.map(entry => ({ id: newId(), ...entry }))
  const days = await openDays(em, new Set(entries.map(entry => entry.bookedOn)))
  await copyInto(
    em,
    'entry',
    ['id', 'kind', 'fact_id', 'booked_on'],
    named.map(({ id, kind, factId, bookedOn }) => [id, kind, factId, days.get(bookedOn) ?? null]),
  )
  const lines = named.flatMap(({ id, postings }) =>
    keptApart(postings).map((posting, index) => ({ id, line: index + 1, ...posting })),
  )
  // The same few accounts, asked for once.
  const names = new Map(lines.map(({ account }) => [JSON.stringify(account), account]))
  const found = await accountsFor(em, [...names.values()])
  const ids = new Map([...names.keys()].map((key, index) => [key, found[index] as string]))
  await copyInto(
    em,
    'posting',
    ['entry_id', 'line', 'account_id', 'currency', 'amount'],
    lines.map(({ id, line, account, amount }) => [
      id,
      line,
      ids.get(JSON.stringify(account)) ?? null,
      account.currency,
      amount,
    ]),
  )
  await keepEntryRates(
    em,
    named.map(({ id, postings }) => ({ id, currencies: postings.map(({ account }) => account.currency) })),
  )
}

/** Where each day is booked: another one where its month is closed. */
async function openDays(em: EntityManager, days: ReadonlySet<string>): Promise<Map<string, string>> {
  const { rows } = await sql<{ day: string; open: string }>`
    select day::text, open_book_day(day)::text as open from unnest(${[...days]}::date[]) as asked (day)`.execute(
    sqlOf(em),
  )
  return new Map(rows.map(({ day, open }) => [day, open]))
}
