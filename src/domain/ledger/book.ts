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

/** Postings in bulk, in one currency: pairs of account id and amount, none of them zero. */
export type BulkPostings = { currency: string; rows: Iterable<readonly [accountId: string, amount: bigint]> }

/**
 * Books one fact as one balanced entry, all of its postings in one statement; a fact that moves nothing has none.
 * A run over a million holders knows their accounts: those postings are sent as they come (`bulk`), never all in memory.
 * Booking a fact twice violates the entry's unique name; postings that do not sum to zero are refused by the database.
 */
export async function book(
  em: EntityManager,
  entry: NewEntry,
  postings: readonly NewPosting[],
  bulk?: BulkPostings,
): Promise<void> {
  const counted = postings.filter(posting => posting.amount !== 0n)
  if (counted.length === 0) return
  const entryId = newId()
  await sqlOf(em)
    .insertInto('entry')
    .values({ id: entryId, ...entry })
    .execute()
  const accounts = await accountsFor(
    em,
    counted.map(posting => posting.account),
  )
  await copyInto(em, 'posting', ['entry_id', 'line', 'account_id', 'currency', 'amount'], rows())

  function* rows() {
    let line = 0
    for (const [index, { account, amount }] of counted.entries()) {
      yield [entryId, ++line, accounts[index] as string, account.currency, amount]
    }
    for (const [accountId, amount] of bulk?.rows ?? []) {
      yield [entryId, ++line, accountId, bulk?.currency ?? '', amount]
    }
  }
}
