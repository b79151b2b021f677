import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { NOTHING, PLATFORM } from '../../ids.ts'
import type { AccountKind } from '../../ledger/kinds.ts'
import type { Asked } from './report-kinds.ts'
import { bookedTable, numberOf, type Table } from './table.ts'

/** Accounts of what we owe to others, and of what they owe to us. */
const SIDES = {
  owedAgeing: [
    ...(['suspense', 'subscriber', 'holder', 'issuer', 'partner', 'revenue'] as const),
    ...(['transit', 'unclaimed', 'levy', 'vat'] as const),
  ],
  dueAgeing: ['receivable', 'recoverable'],
} satisfies Record<string, AccountKind[]>

/**
 * Balances at the end of a day by the age of what they are made of. What lies on an account is the latest that came: what
 * left is taken to be the oldest. A balance on its unusual side is below zero. The ages sum to the balance.
 */
export function ageingTable(em: EntityManager, kind: keyof typeof SIDES, asked: Asked): Table {
  const { until } = asked
  const side = kind === 'owedAgeing' ? sql`-1` : sql`1`
  const aged = (from: number, to: number) => sql`
    (${side} * sign(balance) * coalesce(sum(open) filter
      (where ${until}::date - booked_on between ${sql.lit(from)} and ${sql.lit(to)}), 0))::bigint::text`
  return bookedTable(
    em,
    kind,
    asked,
    (booked, nameOf) => sql`
    with booked as (
      select booked.*, sum(amount) over (partition by account_id) as balance
        from ${booked} as booked join account on account.id = account_id
       where account.kind = any(${SIDES[kind]}::text[])
    ), layer as (
      select account_id, balance, booked_on, abs(amount) as amount,
             sum(abs(amount)) over (partition by account_id order by booked_on desc, entry_id desc, line desc) as upto
        from booked where sign(amount) = sign(balance)
    ), part as (
      select account_id, balance, booked_on,
             greatest(0, least(amount, abs(balance) - (upto - amount))) as open from layer
    )
    select account.currency || '|' || ${numberOf} || '|' || account.id as key, account.currency,
           jsonb_build_array(${numberOf}, account.kind, nullif(owner_id, ${PLATFORM})::text,
             ${nameOf('account.owner_id')}, nullif(scope_id, ${NOTHING})::text, code,
             account.currency, (${side} * balance)::bigint::text,
             ${aged(0, 30)}, ${aged(31, 60)}, ${aged(61, 90)}, ${aged(91, 9_999_999)}) as cells
      from part join account on account.id = account_id group by account.id, balance`,
  )
}
