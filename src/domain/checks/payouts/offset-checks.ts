import { parseAmount } from '../../money/money.ts'
import { OFFSET_RULES } from '../../payments/offsets/offset-rules.ts'
import { type Check, denominator, numerator } from '../check.ts'

/** The rules as rows: currency, ratio, floor in minor units, first and last payday. */
const RULES = `(values ${OFFSET_RULES.map(
  ({ currency, ratio, floor, from, to }) =>
    `('${currency}', '${ratio}', ${parseAmount(floor, currency)}::bigint, '${from}'::date, ${to === null ? `'infinity'` : `'${to}'`}::date)`,
).join(', ')}) as rule (currency, ratio, floor, first_day, last_day)`

/** What is set off against payouts. */
export const OFFSET_CHECKS: readonly Check[] = [
  {
    name: 'No more is set off than each debt was, and each payee’s against what he owes himself',
    query: `select offset_.account_id::text as what, offset_.debt_entry_id, sum(offset_.amount) as taken, owed
              from payout_offset as offset_
             cross join lateral (select coalesce(sum(amount), 0) as owed from posting
                                  where entry_id = debt_entry_id and account_id = offset_.account_id) as debt
             where not exists (select from payout_offset_return where offset_id = offset_.id)
             group by offset_.account_id, offset_.debt_entry_id, owed having sum(offset_.amount) > owed
            union all
            select debt.kind, offset_.id, null, null from payout_offset as offset_
              join payout_leg as leg on leg.id = leg_id
              join account as source on source.id = leg.account_id
              join account as debt on debt.id = offset_.account_id
             where debt.kind <> 'recoverable' or source.kind not in ('holder', 'issuer', 'partner')
                or debt.owner_id <> source.owner_id or debt.currency <> source.currency or refund_id is not null`,
  },
  {
    name: 'Of a payout no more is set off than the rule of its day lets, and its floor is left',
    query: `select leg.id, taken_from, taken, ratio, floor from payout_leg as leg
              join payout_batch as batch on batch.id = batch_id
              join (select leg_id, ratio, floor, sum(amount) as taken from payout_offset group by 1, 2, 3) as offset_
                on offset_.leg_id = leg.id
              join account on account.id = leg.account_id
              left join payout_conversion as conversion on conversion.leg_id = leg.id
             cross join lateral (select coalesce(conversion.amount, leg.amount) as taken_from) as whole
             where taken > div((taken_from + taken) * ${numerator('ratio')}, ${denominator('ratio')})
                or taken_from < floor
                or not exists (select from ${RULES} where rule.currency = account.currency and rule.ratio = offset_.ratio
                                  and rule.floor = offset_.floor and executes_on between first_day and last_day)`,
  },
  {
    name: 'What was set off is owed again when the payout did not arrive, and only then',
    query: `select offset_.id, leg.id as leg_id from payout_offset as offset_
              join payout_leg as leg on leg.id = leg_id
              left join payout_offset_return as back on back.offset_id = offset_.id
              left join payout_leg_end as ended on ended.leg_id = leg.id
              left join payout_return as returned on returned.leg_id = leg.id
             where (back.offset_id is not null) <> (coalesce(how, '') in ('cancelled', 'rejected') or returned.leg_id is not null)`,
  },
]
