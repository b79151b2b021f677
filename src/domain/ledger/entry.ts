import { defineEntity, p } from '@mikro-orm/postgresql'
import { id } from '../../database/columns.ts'
import { writtenBy } from '../acts/written-by.ts'
import type { EntryKind } from './kinds.ts'

/** A balanced set of postings that books exactly one fact: the same fact cannot be booked twice. */
export const Entry = defineEntity({
  name: 'entry',
  uniques: [{ properties: ['kind', 'factId'] }],
  properties: {
    id: id(),
    kind: p.text().$type<EntryKind>(),
    factId: p.uuid(),
    /** The day in the books, in the platform's zone. */
    bookedOn: p.date(),
    /** The transaction that wrote it: no later one can add postings to it. */
    xid: p.text().columnType('xid8').defaultRaw('pg_current_xact_id()'),
    actId: writtenBy(),
  },
})

/**
 * One signed amount on one account; positive = debit. It has no foreign keys (one would double the time of a
 * run): the statement that writes it checks its accounts, and a nightly check proves it.
 *
 * Accounts with many postings, such as a project's or the platform's, stand among the first lines of an entry. Only
 * those are indexed by transaction, for balances from a checkpoint on. A run touches the place of each of a million
 * holders: in an index by account alone, which keeps equal keys together, years of postings are a third as long.
 */
export const Posting = defineEntity({
  name: 'posting',
  indexes: [
    { properties: ['accountId', 'xid'], where: 'line <= 64', name: 'posting_first_index' },
    { properties: ['accountId'], where: 'line > 64', name: 'posting_further_index' },
  ],
  properties: {
    entryId: p.uuid().primary(),
    line: p.integer().primary(),
    accountId: p.uuid(),
    currency: p.text(),
    amount: p.bigint(),
    xid: p.text().columnType('xid8').defaultRaw('pg_current_xact_id()'),
  },
})
