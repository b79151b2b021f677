import type { Check } from '../check.ts'

/** Payouts in another currency than the balances they pay. */
export const CONVERSION_CHECKS: readonly Check[] = [
  {
    name: 'A payout is converted where its payee is paid in another currency than it is owed in, and nowhere else',
    query: `select leg.id, batch.currency, conversion.currency as owed_in from payout_leg as leg
              join payout_batch as batch on batch.id = batch_id
              left join payout_account as named on named.id = payout_account_id
              left join payout_conversion as conversion on conversion.leg_id = leg.id
             where case when conversion.leg_id is null
                        then refund_id is null and named.currency is distinct from batch.currency and named.currency is not null
                        else conversion.currency = batch.currency or refund_id is not null
                             or named.currency is distinct from batch.currency end`,
  },
  {
    name: 'A payout was converted at the rate that held when its batch was prepared, to the nearest minor unit of its currency',
    query: `select leg.id, leg.amount, conversion.amount as taken, rate from payout_conversion as conversion
              join payout_leg as leg on leg.id = leg_id
              join payout_batch as batch on batch.id = batch_id
              join exchange_rate as told on told.id = rate_id
              cross join lateral (select recomputed.minor_units('1', conversion.currency) as one,
                                         recomputed.minor_units('1', batch.currency) as other) as units
             where told.at > prepared_at
                or (from_currency, to_currency) not in (
                     (conversion.currency, batch.currency), (batch.currency, conversion.currency))
                or case when from_currency = conversion.currency
                        then abs(leg.amount * (one).num * 2 - conversion.amount * rate::numeric * (other).num * 2) > (one).num
                        else abs(leg.amount * (one).num * rate::numeric * 2 - conversion.amount * (other).num * 2)
                             > (one).num * rate::numeric end`,
  },
]
