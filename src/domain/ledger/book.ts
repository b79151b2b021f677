import type { EntityManager } from '@mikro-orm/postgresql'
import { copyInto } from '../../database/copy.ts'
import { sqlOf } from '../../database/sql.ts'
import { newId } from '../ids.ts'
import { type AccountName, accountsFor } from './accounts-for.ts'
import type { EntryKind } from './kinds.ts'

/** The fact an entry books, and its day in the books. */
export type NewEntry = { kind: EntryKind; factId: string; bookedOn: string }

/** A signed amount on a named account: positive = debit. Amounts of zero are left out. */
export type NewPosting = { account: AccountName; amount: bigint }

/** How many postings are looked up and sent at once. */
const BATCH = 20_000

/**
 * Books one fact as one balanced entry, all of its postings in one statement; a fact that moves nothing has none.
 * Booking a fact twice violates the entry's unique name; postings that do not sum to zero are refused by the database.
 */
export async function book(
  em: EntityManager,
  entry: NewEntry,
  postings: readonly NewPosting[],
): Promise<void> {
  const counted = postings.filter(posting => posting.amount !== 0n)
  if (counted.length === 0) return
  const entryId = newId()
  await sqlOf(em)
    .insertInto('entry')
    .values({ id: entryId, ...entry })
    .execute()
  const accounts: string[] = []
  for (let start = 0; start < counted.length; start += BATCH) {
    const names = counted.slice(start, start + BATCH).map(posting => posting.account)
    accounts.push(...(await accountsFor(em, names)))
  }
  await copyInto(em, 'posting', ['entry_id', 'line', 'account_id', 'currency', 'amount'], rows())

  function* rows() {
    for (const [index, { account, amount }] of counted.entries()) {
      yield [entryId, index + 1, accounts[index] as string, account.currency, amount]
    }
  }
}
