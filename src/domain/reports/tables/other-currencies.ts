import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { wasCommitted } from '../../../database/sql-cut.ts'
import type { Asked } from './report-kinds.ts'
import { bookedTable, type Table } from './table.ts'

/**
 * Each entry in another currency than the euro, by day, what it debits in that currency, and the rate to the euro that it
 * is booked at: without one where none was stored by then.
 */
export function otherCurrenciesTable(em: EntityManager, asked: Asked): Table {
  return bookedTable(
    em,
    'otherCurrencies',
    asked,
    booked => sql`
    select booked_on || '|' || entry_id || '|' || currency as key, currency,
           jsonb_build_array(booked_on::text, what, fact_id::text, currency, debit::text, rate, from_currency, to_currency,
             source, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) as cells
      from (select booked_on, entry_id, what, fact_id, other.currency, sum(greatest(amount, 0))::bigint as debit
              from entry_currency as other join ${booked} as booked using (entry_id)
              join account on account.id = account_id and account.currency = other.currency
             where ${asked.from}::date is null or booked_on >= ${asked.from}::date
             group by 1, 2, 3, 4, 5) as moved
      left join (select own.entry_id, own.currency, told.*
                   from entry_rate as own join act on act.id = own.act_id
                   join exchange_rate as told on told.id = rate_id
                  where ${wasCommitted(asked.cut, 'act.xid')}) as rated (rated_entry, rated_currency)
             on rated_entry = entry_id and rated_currency = currency`,
  )
}
