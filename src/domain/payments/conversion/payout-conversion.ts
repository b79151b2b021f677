import { defineEntity, p } from '@mikro-orm/postgresql'
import { refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { ExchangeRate } from '../../ledger/exchange/exchange-rate.ts'
import type { Currency } from '../../money/currency.ts'
import { PayoutLeg } from '../payouts/payout.ts'

/**
 * A payout in another currency than the account it is paid from: so much left the account, and became the amount of the
 * payout by this rate, once, when its batch was prepared. Minor units.
 */
export const PayoutConversion = defineEntity({
  name: 'payoutConversion',
  checks: [{ name: 'payout_conversion_positive', expression: 'amount > 0' }],
  properties: {
    legId: refersTo(PayoutLeg, 'leg_id').primary(),
    rateId: refersTo(ExchangeRate, 'rate_id'),
    /** Of the account it is paid from. */
    currency: p.text().$type<Currency>(),
    amount: p.bigint(),
    actId: writtenBy(),
  },
})
