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
 */
export const Posting = defineEntity({
  name: 'posting',
  indexes: [{ properties: ['accountId', 'xid'] }],
  properties: {
    entryId: p.uuid().primary(),
    line: p.integer().primary(),
    accountId: p.uuid(),
    currency: p.text(),
    amount: p.bigint(),
    xid: p.text().columnType('xid8').defaultRaw('pg_current_xact_id()'),
  },
})
