import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { NOTHING, PLATFORM } from '../../ids.ts'
import type { AccountKind } from '../../ledger/kinds.ts'
import type { Asked } from './report-kinds.ts'
import { bookedTable, type Table } from './table.ts'

/** Where a payee owes: on an account for that, and on one of his own that is below zero. */
const KINDS: readonly AccountKind[] = ['recoverable', 'holder', 'issuer', 'partner', 'levy']

/**
 * What payees owe back at the end of a day, by account and by the age of what it is made of: what was paid back is taken to
 * be the oldest. What was set off against a payout that did not arrive is as old as it was before. The ages sum to the balance.
 */
export function owedBackTable(em: EntityManager, asked: Asked): Table {
  const { until } = asked
  const aged = (from: number, to: number) => sql`
    coalesce(sum(open) filter
      (where ${until}::date - booked_on between ${sql.lit(from)} and ${sql.lit(to)}), 0)::bigint::text`
  return bookedTable(
    em,
    'owedBack',
    asked,
    (booked, nameOf) => sql`
    with own as (
      select booked.* from ${booked} as booked join account on account.id = account_id
       where account.kind = any(${KINDS}::text[])
    ), lasting as (
      select account_id, amount, line, entry_id, booked_on from own
       where what not in ('offsetTaken', 'offsetReturned')
          or (what = 'offsetTaken' and not exists (select from own as back
                                                    where back.what = 'offsetReturned' and back.fact_id = own.fact_id))
    ), owing as (
      select account_id, sum(amount) as balance from lasting group by 1 having sum(amount) > 0
    ), layer as (
      select account_id, balance, booked_on, amount,
             sum(amount) over (partition by account_id order by booked_on desc, entry_id desc, line desc) as upto
        from lasting join owing using (account_id) where amount > 0
    ), part as (
      select account_id, balance, booked_on, greatest(0, least(amount, balance - (upto - amount))) as open from layer
    )
    select account.currency || '|' || owner_id || '|' || account.id as key, account.currency,
           jsonb_build_array(nullif(owner_id, ${PLATFORM})::text, ${nameOf('account.owner_id')},
             account.kind, nullif(scope_id, ${NOTHING})::text, account.currency, balance::bigint::text,
             ${aged(0, 30)}, ${aged(31, 60)}, ${aged(61, 90)}, ${aged(91, 9_999_999)}) as cells
      from part join account on account.id = account_id group by account.id, balance`,
  )
}
