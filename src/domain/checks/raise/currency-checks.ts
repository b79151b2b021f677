import type { Check } from '../check.ts'

/** Orders that are paid in another currency than their own. */
export const ORDER_CURRENCY_CHECKS: readonly Check[] = [
  {
    name: 'A quote is the price of its order at its rate, to the nearest minor unit, asked for while it could be paid',
    query: `select ordered.id, quote.amount, ordered.amount as owed, rate from order_quote as quote
              join subscription as ordered on ordered.id = subscription_id
              join exchange_rate as told on told.id = rate_id
              cross join lateral (select recomputed.minor_units('1', ordered.currency) as one,
                                         recomputed.minor_units('1', quote.currency) as other) as units
             where told.at > quoted_at or quoted_at >= payment_due_at
                or (from_currency, to_currency) not in (
                     (ordered.currency, quote.currency), (quote.currency, ordered.currency))
                or case when from_currency = ordered.currency
                        then abs(quote.amount * (one).num * 2 - ordered.amount * rate::numeric * (other).num * 2) > (one).num
                        else abs(quote.amount * (one).num * rate::numeric * 2 - ordered.amount * (other).num * 2)
                             > (one).num * rate::numeric end`,
  },
  {
    name: 'What is held for an order is what was quoted, in time, and was claimed only to pay it or to go back with its end',
    query: `select ordered.id, receipt.id as receipt from receipt_hold as hold
              join receipt on receipt.id = hold.receipt_id
              left join subscription as ordered on ordered.id = hold.target_id
              left join order_quote as quote on quote.subscription_id = ordered.id and quote.currency = receipt.currency
              left join receipt_claim as claim on claim.receipt_id = receipt.id
              left join subscription_end as ended on ended.subscription_id = ordered.id
             where quote.amount is distinct from receipt.amount or held_at <> received_at or held_at >= payment_due_at
                or how = 'expired' or (how is not null and purpose is null)
                or not case purpose when 'subscription' then claim.target_id = ordered.id
                                    when 'return' then how is not null and claim.target_id = party_id
                                    else purpose is null end`,
  },
  {
    name: 'Orders were paid by money in another currency, and got it back, in the act that claimed the change by the bank',
    query: `select kind, fact_id from entry where kind in ('orderConverted', 'orderConvertedBack')
               and not exists (select from money_change where money_change.act_id = entry.act_id)
            union all
            select 'not booked', hold.target_id from receipt_hold as hold
              join subscription_payment as payment on payment.subscription_id = hold.target_id
             where payment.receipt_id is distinct from hold.receipt_id
                or not exists (select from entry where kind = 'orderConverted' and fact_id = hold.target_id
                                  and entry.act_id = payment.act_id)
            union all
            select 'not ended', back.subscription_id from order_changed_back as back
              left join subscription_end as ended using (subscription_id)
              left join subscription_payment as payment using (subscription_id)
             where how is null or paid_at is null
                or not exists (select from entry where kind = 'orderConvertedBack' and fact_id = back.subscription_id)`,
  },
]
