import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { NOTHING } from '../../ids.ts'
import { type AccountKind, paysLevy } from '../../ledger/kinds.ts'
import type { Asked } from './report-kinds.ts'
import { bookedTable, numberOf, type Table } from './table.ts'

/**
 * The levy accounts by month: withheld − given back − paid = open, what each month leaves to be paid. What another
 * platform withheld and paid is left out.
 */
export function leviesTable(em: EntityManager, asked: Asked): Table {
  const ofPayouts = sql.raw(paysLevy('what'))
  return bookedTable(
    em,
    'levies',
    asked,
    booked => sql`
    select currency || '|' || encode(convert_to(code, 'UTF8'), 'hex') || '|' || month as key, currency,
           jsonb_build_array(month, code, currency, withheld::text, given_back::text, paid::text,
             (withheld - given_back - paid)::text) as cells
      from (select account.currency, code, to_char(booked_on, 'YYYY-MM') as month,
                   coalesce(-sum(amount) filter (where what = 'historyPaid' or not ${ofPayouts} and amount < 0), 0)::bigint as withheld,
                   coalesce(sum(amount) filter (where what <> 'historyPaid' and not ${ofPayouts} and amount > 0), 0)::bigint as given_back,
                   coalesce(sum(amount) filter (where ${ofPayouts}), 0)::bigint as paid
              from ${booked} as booked join account on account.id = account_id and kind = 'levy'
             where ${asked.from}::date is null or booked_on >= ${asked.from}::date
             group by 1, 2, 3) as monthly`,
  )
}

/** Accounts of what the platform earns, is charged and bears, and of the VAT on it. */
const FEES: AccountKind[] = ['income', 'charge', 'cost', 'vat']

/** Each posting on these accounts, by day. */
export function feesTable(em: EntityManager, asked: Asked): Table {
  return bookedTable(
    em,
    'fees',
    asked,
    booked => sql`
    select booked_on || '|' || entry_id || '|' || lpad(line::text, 10, '0') as key, account.currency,
           jsonb_build_array(booked_on::text, what, fact_id::text, ${numberOf}, account.kind,
             nullif(scope_id, ${NOTHING})::text, account.currency, greatest(amount, 0)::text,
             greatest(-amount, 0)::text) as cells
      from ${booked} as booked
      join account on account.id = account_id and kind = any(${FEES}::text[])
     where ${asked.from}::date is null or booked_on >= ${asked.from}::date`,
  )
}
