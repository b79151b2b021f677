import { BOOK_CURRENCY } from '../../money/currency.ts'
import type { Check } from '../check.ts'

/** What entries in other currencies than the euro are worth in the books. */
export const ENTRY_RATE_CHECKS: readonly Check[] = [
  {
    name: 'An entry names each other currency of its lines than the euro, and no other, as of its act',
    query: `with there as (
              select distinct entry_id, currency from posting where currency <> '${BOOK_CURRENCY}'
            ), named as (
              select entry_id, currency from entry_currency as own
                join entry on entry.id = entry_id join act on act.id = entry.act_id
               where own.act_id = act.id and booked_at = occurred_at
            )
            (select 'not named' as fault, * from (select * from there except select * from named) as missing)
            union all
            (select 'not there', * from (select entry_id, currency from entry_currency except select * from there) as beyond)`,
  },
  {
    name: 'The euro rate of an entry is one of its currency that held when it was booked',
    query: `select own.entry_id, own.currency, rate_id from entry_rate as own
              join exchange_rate as told on told.id = rate_id
              left join entry_currency as named using (entry_id, currency)
             where booked_at is null or told.at > booked_at
                or (from_currency, to_currency) not in ((currency, '${BOOK_CURRENCY}'), ('${BOOK_CURRENCY}', currency))`,
  },
]
