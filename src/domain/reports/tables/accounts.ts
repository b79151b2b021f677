import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { NOTHING, PLATFORM } from '../../ids.ts'
import type { Asked } from './report-kinds.ts'
import { bookedTable, numberOf, type Table } from './table.ts'

/** Every account on which something was booked until a day: opening + debit − credit = balance, and all balances sum to zero. */
export function trialBalanceTable(em: EntityManager, asked: Asked): Table {
  const { from } = asked
  const since = sql`(${from}::date is null or booked_on >= ${from}::date)`
  return bookedTable(
    em,
    'trialBalance',
    asked,
    (booked, nameOf) => sql`
    select account.currency || '|' || ${numberOf} || '|' || account.id as key, account.currency,
           jsonb_build_array(${numberOf}, account.kind, nullif(owner_id, ${PLATFORM})::text,
             ${nameOf('account.owner_id')}, nullif(scope_id, ${NOTHING})::text, code,
             account.currency, opening::text, debit::text, credit::text,
             (opening + debit - credit)::text) as cells
      from (select account_id, coalesce(sum(amount) filter (where not ${since}), 0) as opening,
                   coalesce(sum(amount) filter (where ${since} and amount > 0), 0) as debit,
                   coalesce(-sum(amount) filter (where ${since} and amount < 0), 0) as credit
              from ${booked} as booked group by 1) as moved
      join account on account.id = account_id`,
  )
}

/** What each holder has with us at the end of a day, where that is not nothing. */
export function holderBalancesTable(em: EntityManager, asked: Asked): Table {
  return bookedTable(
    em,
    'holderBalances',
    asked,
    (booked, nameOf) => sql`
    select account.currency || '|' || owner_id as key, account.currency,
           jsonb_build_array(owner_id::text, ${nameOf('account.owner_id')}, account.currency,
             balance::text) as cells
      from (select account_id, -sum(amount) as balance from ${booked} as booked
             group by 1 having sum(amount) <> 0) as held
      join account on account.id = account_id and kind = 'holder'`,
  )
}
