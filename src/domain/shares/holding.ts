import { defineEntity, p } from '@mikro-orm/postgresql'

/**
 * What a party holds of a class now: a work row, so that neither the register nor a run adds up all lots there ever
 * were. The database moves it with each lot that is written (`move_holdings`), and a check proves that it agrees with
 * the lots, so no foreign keys ask that once more for each. It stays, at 0, when the last share is given away.
 */
export const Holding = defineEntity({
  name: 'holding',
  // Of a kind without order: else a run of one large class is read by it, row by row, instead of by its key alone.
  indexes: [{ properties: ['holderId'], type: 'hash' }],
  properties: {
    classId: p.uuid().primary(),
    holderId: p.uuid().primary(),
    shares: p.integer(),
    /** What was paid for these shares at issue, in minor units. */
    paidIn: p.bigint(),
    /** Where the holder's dividends are credited; null while it is not opened. */
    accountId: p.uuid().nullable(),
  },
})
