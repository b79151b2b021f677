import { expect, test } from '@jest/globals'
import { book, type NewPosting } from '../../../src/domain/ledger/book.ts'
import { bookEach } from '../../../src/domain/ledger/book-each.ts'
import type { AccountKind } from '../../../src/domain/ledger/kinds.ts'
import { booksOf, entry } from '../../support/books.ts'
import { useDatabase } from '../../support/database.ts'

/** What is booked here books no fact. */
const database = useDatabase({ checked: false })
const { run } = booksOf(database)
const moves = (...sides: [AccountKind, bigint][]): NewPosting[] =>
  sides.map(([kind, amount]) => ({ account: { kind, currency: 'EUR' }, amount }))

test.each<[string, NewPosting[]]>([
  ['a cost from the bank account of clients', moves(['cost', 500n], ['bank', -500n])],
  ['a fee from what lies at the card processor', moves(['bank', 9_500n], ['cost', 500n], ['card', -10_000n])],
  ['an income to the bank account of clients', moves(['bank', 500n], ['income', -500n])],
])('no verb can post %s', async (_what, postings) => {
  await expect(run(em => book(em, entry(), postings))).rejects.toThrow("an entry that moves clients' money")
  await expect(run(em => bookEach(em, [{ ...entry(), postings }]))).rejects.toThrow("The platform's own side")
})

test.each<[string, NewPosting[]]>([
  ['a cost that the platform pays from its own account', moves(['cost', 500n], ['bankOwn', -500n])],
  [
    'a fee that the platform makes good',
    moves(['internal', 10_000n], ['cost', 500n], ['bankOwn', -500n], ['card', -10_000n]),
  ],
  ['what it has earned, and takes to its own account', moves(['bankOwn', 500n], ['bank', -500n])],
])('%s may be posted', async (_what, postings) => {
  await expect(run(em => book(em, entry(), postings))).resolves.toBeUndefined()
})
