import type { EntityManager } from '@mikro-orm/postgresql'
import { type RawBuilder, sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { endOfDay, PLATFORM_ZONE, startOfDay } from '../../time/calendar.ts'

type Days = { from: string; to: string }

/** How many holders have something to be told of a period: money or shares, at its end or moved in it. */
export async function countHolders(em: EntityManager, period: Days): Promise<number> {
  const { rows } = await sql<{ holders: number }>`
    select count(*)::int as holders from (${holdersSql(period, sql`true`)}) as holder`.execute(sqlOf(em))
  return rows[0]?.holders ?? 0
}

/**
 * Of the next parties by id those with something to be told of a period and without a paper on it, and the last party
 * that was looked at: null when there is none any more. Going through a period looks at each party once.
 */
export async function missingHolders(
  em: EntityManager,
  period: Days & { id: string },
  { after, limit }: { after: string; limit: number },
): Promise<{ holderIds: string[]; last: string | null }> {
  const parties = await sqlOf(em)
    .selectFrom('party')
    .select('id')
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
  const ids = parties.map(party => party.id)
  const { rows } = await sql<{ id: string }>`
    select id from (${holdersSql(period, sql`id = any(${ids}::uuid[])`)}) as holder
     where not exists (select from periodic_statement where period_id = ${period.id} and holder_id = holder.id)
     order by id`.execute(sqlOf(em))
  return { holderIds: rows.map(row => row.id), last: ids.at(-1) ?? null }
}

/** Two branches for the postings, each by its own index. */
function holdersSql({ from, to }: Days, whom: RawBuilder<unknown>): RawBuilder<unknown> {
  const [start, end] = [startOfDay(from, PLATFORM_ZONE), endOfDay(to, PLATFORM_ZONE)]
  return sql`
    with party_asked as materialized (
      select id from party where ${whom}
    ), held as materialized (
      select account.id, owner_id from account join party_asked on party_asked.id = owner_id where kind = 'holder'
    ), money as (
      select owner_id, entry_id, amount from held join posting on account_id = held.id and line <= 64
      union all
      select owner_id, entry_id, amount from held join posting on account_id = held.id and line > 64
    ), moved as (
      select taker_id as holder_id, shares, occurred_at from lot join party_asked on party_asked.id = taker_id
      union all
      select giver_id, -shares, occurred_at from lot join party_asked on party_asked.id = giver_id
    )
    select owner_id as id from money join entry on entry.id = entry_id where booked_on <= ${to}::date
     group by owner_id having bool_or(booked_on >= ${from}::date) or sum(amount) <> 0
    union
    select holder_id from moved where occurred_at < ${end}
     group by holder_id having bool_or(occurred_at >= ${start}) or sum(shares) <> 0`
}
