import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import {
  bigints,
  type CopyPart,
  copyColumns,
  ids,
  numbered,
  opposites,
  type Sent,
  sameId,
  sameText,
  texts,
} from '../../database/copy-columns.ts'
import { sqlOf } from '../../database/sql.ts'
import { newId } from '../ids.ts'
import { nonZero } from '../money/non-zero.ts'
import { type PackedIds, packIds } from '../packed-ids.ts'
import { type AccountName, accountsFor } from './accounts-for.ts'
import { keptApart } from './clients-apart.ts'
import { keepEntryRates } from './exchange/keep-entry-rates.ts'
import type { EntryKind } from './kinds.ts'

/** The fact an entry books, and its day in the books; where that month is closed, the database takes the day of the act. */
export type NewEntry = { kind: EntryKind; factId: string; bookedOn: string }

/** A signed amount on a named account: positive = debit. Amounts of zero are left out. */
export type NewPosting = { account: AccountName; amount: bigint }

/**
 * Postings in bulk, in one currency: accounts and what is credited to them as columns. Amounts of zero are left out.
 * `sent` is told in between how many of them are on their way.
 */
export type BulkPostings = {
  currency: string
  columns: readonly PostingColumns[]
  sent?: Sent
}

export type PostingColumns = { accountIds: PackedIds; credits: BigInt64Array }

/**
 * Books one fact as one balanced entry, all of its postings in one statement; a fact that moves nothing has none.
 * A run over a million holders knows their accounts: those postings stand in columns (`bulk`) and are never objects.
 * Booking a fact twice violates the entry's unique name; postings that do not sum to zero are refused by the database.
 */
export async function book(
  em: EntityManager,
  entry: NewEntry,
  postings: readonly NewPosting[],
  bulk?: BulkPostings,
): Promise<void> {
  const counted = keptApart(postings.filter(posting => posting.amount !== 0n))
  if (counted.length === 0) return
  const entryId = newId()
  await sqlOf(em)
    .insertInto('entry')
    .values({ id: entryId, ...entry, bookedOn: sql<string>`open_book_day(${entry.bookedOn})` })
    .execute()
  const accounts = await accountsFor(
    em,
    counted.map(posting => posting.account),
  )
  const line = numbered(1)
  const named: CopyPart = {
    rows: Uint32Array.from(counted.keys()),
    fields: {
      entry_id: sameId(entryId),
      line,
      account_id: ids(packIds(accounts)),
      currency: texts(counted.map(posting => posting.account.currency)),
      amount: bigints(counted.map(posting => posting.amount)),
    },
  }
  const others = (bulk?.columns ?? []).map(({ accountIds, credits }): CopyPart => {
    return {
      rows: nonZero(credits),
      fields: {
        ...named.fields,
        account_id: ids(accountIds),
        currency: sameText(bulk?.currency ?? ''),
        amount: opposites(credits),
      },
    }
  })
  await copyColumns(em, 'posting', [named, ...others], bulk?.sent)
  await keepEntryRates(em, [{ id: entryId, currencies: counted.map(({ account }) => account.currency) }])
}
