import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { AccountKind, EntryKind } from '../../ledger/kinds.ts'
import type { Currency } from '../../money/currency.ts'

/** An entry on the account of a payout, after the one before it that left for good. Minor units, above zero = credit. */
export type WindowRow = {
  legId: string
  entryId: string
  kind: EntryKind
  factId: string
  bookedOn: string
  amount: bigint
}

/** What lay on the account before the first of them. */
export type Opening = { legId: string; amount: bigint }

/**
 * What made the balance that each of these payouts took: the entries of its account up to its own, from the latest payout
 * on that had left the account before and did not come back, and what lay on it at that time.
 */
export async function accountWindows(
  em: EntityManager,
  legIds: readonly string[],
): Promise<{ entries: WindowRow[]; openings: Opening[] }> {
  const windows = windowsOf(legIds)
  const entries = await sql<WindowRow>`
    with ${windows}, own as (${postings(sql`line <= 64`)} union all ${postings(sql`line > 64`)})
    select leg_id as "legId", entry.id as "entryId", kind, fact_id as "factId", booked_on::text as "bookedOn",
           -sum(amount)::bigint as amount
      from own join entry on entry.id = own.entry_id
     where after_id is null or entry.id > after_id
     group by leg_id, entry.id order by leg_id, entry.id`.execute(sqlOf(em))
  const openings = await sql<Opening>`
    with ${windows}, own as (${postings(sql`line <= 64`)} union all ${postings(sql`line > 64`)})
    select leg_id as "legId", -sum(amount)::bigint as amount from own
     where entry_id <= after_id group by leg_id`.execute(sqlOf(em))
  return { entries: entries.rows, openings: openings.rows }
}

/** Which entries of which account are looked at for each payout: up to `last_id`, after `after_id` if there is one. */
const windowsOf = (legIds: readonly string[]) => sql`
  looked (leg_id, account_id, last_id, after_id) as materialized (
    select leg.id, leg.account_id, booked.id,
           (select before.id from payout_leg as other
              join entry as before on before.kind = 'payoutPrepared' and before.fact_id = other.id
              join payout_leg_end as ended on ended.leg_id = other.id and how = 'settled'
             where other.account_id = leg.account_id and before.id < booked.id
               and not exists (select from payout_return where payout_return.leg_id = other.id)
             order by before.id desc limit 1)
      from payout_leg as leg join entry as booked on booked.kind = 'payoutPrepared' and booked.fact_id = leg.id
     where leg.id = any(${legIds as string[]}::uuid[]))`

/** Each by its own index: a condition that says "or" would read every posting of a busy account. */
const postings = (lines: ReturnType<typeof sql<boolean>>) => sql`
  select leg_id, after_id, entry_id, amount from looked join posting using (account_id)
   where entry_id <= last_id and ${lines}`

/** What an entry moved in a currency on all accounts of a kind together. Minor units, above zero = credit. */
export type SideRow = {
  entryId: string
  kind: AccountKind
  currency: Currency
  accounts: number
  amount: bigint
}

/** All sides of these entries, by kind of account and currency: sums only, so that no other holder is shown. */
export async function sidesOf(em: EntityManager, entryIds: readonly string[]): Promise<SideRow[]> {
  const { rows } = await sql<SideRow>`
    select entry_id as "entryId", kind, account.currency, count(distinct account_id)::int as accounts, -sum(amount)::bigint as amount
      from posting join account on account.id = account_id
     where entry_id = any(${entryIds as string[]}::uuid[])
     group by entry_id, kind, account.currency order by entry_id, kind, account.currency`.execute(sqlOf(em))
  return rows
}
