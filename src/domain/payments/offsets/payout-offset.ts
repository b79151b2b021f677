import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { Account } from '../../ledger/account.ts'
import { Entry } from '../../ledger/entry.ts'
import { PayoutLeg } from '../payouts/payout.ts'

/**
 * A part of what a payee owes back that was set off against one payout of his: the payout is so much smaller. The rule of
 * that day stands with it.
 */
export const PayoutOffset = defineEntity({
  name: 'payoutOffset',
  uniques: [{ properties: ['legId', 'accountId', 'debtEntryId'] }],
  checks: [{ name: 'payout_offset_positive', expression: 'amount > 0' }],
  indexes: [{ properties: ['accountId'] }],
  properties: {
    id: id(),
    legId: refersTo(PayoutLeg, 'leg_id'),
    /** The account on which the debt stands: of the payee, for a project. */
    accountId: refersTo(Account, 'account_id'),
    /** The entry by which the debt came to be: the reason. */
    debtEntryId: refersTo(Entry, 'debt_entry_id'),
    amount: p.bigint(),
    /** At most this part of what the payout would have been, */
    ratio: p.text(),
    /** and so that at least this is left of it, in minor units. */
    floor: p.bigint(),
    actId: writtenBy(),
  },
})

/** The payout did not arrive, and what was set off against it is owed again. */
export const PayoutOffsetReturn = defineEntity({
  name: 'payoutOffsetReturn',
  properties: {
    offsetId: refersTo(PayoutOffset, 'offset_id').primary(),
    actId: writtenBy(),
  },
})
