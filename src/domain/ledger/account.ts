import { defineEntity, p } from '@mikro-orm/postgresql'
import { id } from '../../database/columns.ts'
import type { AccountKind } from './kinds.ts'

/** One account of the ledger. The five columns that name it are unique together. */
export const Account = defineEntity({
  name: 'account',
  uniques: [{ properties: ['kind', 'ownerId', 'scopeId', 'code', 'currency'] }],
  indexes: [
    { properties: ['ownerId', 'currency', 'kind'], include: ['id'], name: 'account_owner_index' },
    { properties: ['scopeId'] },
  ],
  properties: {
    id: id(),
    kind: p.text().$type<AccountKind>(),
    /** The party the money belongs to; the platform's own accounts have the id `PLATFORM`. */
    ownerId: p.uuid(),
    /** The project or offering it is for, or `NOTHING`. */
    scopeId: p.uuid(),
    /** Tells apart accounts of one owner: the code of a bank account or a levy. Otherwise empty. */
    code: p.text(),
    currency: p.text(),
  },
})

/** A balance known up to a moment, so that a busy account is not summed from its first posting each time. */
export const Checkpoint = defineEntity({
  name: 'checkpoint',
  properties: {
    accountId: p.uuid().primary(),
    /** Postings of transactions older than this one are in the balance. */
    before: p.text().columnType('xid8').fieldName('before_xid'),
    balance: p.bigint(),
    postings: p.bigint(),
  },
})
