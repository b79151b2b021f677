import type { EntityManager } from '@mikro-orm/postgresql'
import { type RawBuilder, sql } from 'kysely'
import { keyset, type Slice } from '../../../database/keyset.ts'
import { sqlOf } from '../../../database/sql.ts'
import { refuse } from './refusals.ts'
import type { HowWaitingEnded } from './waiting.ts'

/** An entry of a waiting list with the facts that decide its state. */
export type WaitingRow = {
  id: string
  offeringId: string
  partyId: string
  shares: number
  acceptFewer: boolean
  position: number
  waitedAt: Date
  ended: HowWaitingEnded | null
  endedAt: Date | null
  subscriptionId: string | null
  code: string | null
  /** The offering is decided. */
  decided: boolean
  /** How many wait before it. */
  ahead: number
}

/** The entries with these ids, those that exist. */
export function waitingEntries(em: EntityManager, ids: readonly string[]): Promise<WaitingRow[]> {
  return rows(em, sql`entry.id = any(${ids}::uuid[])`)
}

/** One entry. Refuses WAITING_UNKNOWN. */
export async function waitingEntryOf(em: EntityManager, id: string): Promise<WaitingRow> {
  const [entry] = await waitingEntries(em, [id])
  if (entry === undefined) throw refuse.WAITING_UNKNOWN({ id })
  return entry
}

/** A page of a party's entries, oldest first. */
export function waitingPage(em: EntityManager, partyId: string, slice: Slice): Promise<WaitingRow[]> {
  const { within, order, limit } = keyset(['entry.id'], slice)
  return rows(em, sql`entry.party_id = ${partyId} and ${within}`, sql`order by ${order} limit ${limit}`)
}

/** The entry with which a party waits in an offering. */
export async function waitingOf(
  em: EntityManager,
  offeringId: string,
  partyId: string,
): Promise<WaitingRow | undefined> {
  const [entry] = await rows(
    em,
    sql`entry.party_id = ${partyId} and entry.offering_id = ${offeringId} and ended.how is null`,
  )
  return entry
}

/** Who waits in an offering, as far as it matters for an order. */
export type WaitingOrder = Pick<WaitingRow, 'id' | 'partyId' | 'shares' | 'acceptFewer'>

/** The first of those that wait in an offering, in their order. */
export async function firstWaiting(
  em: EntityManager,
  offeringId: string,
  limit: number,
): Promise<WaitingOrder[]> {
  const { rows } = await sql<WaitingOrder>`
    select id, party_id, shares, accept_fewer from waiting_entry
     where offering_id = ${offeringId}
       and not exists (select from waiting_end where waiting_entry_id = id)
     order by position limit ${limit}`.execute(sqlOf(em))
  return rows
}

/** How many wait in these offerings, by offering; who waits in none that is decided. */
export async function waitingCounts(
  em: EntityManager,
  offeringIds: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ offeringId: string; count: number }>`
    select offering_id, count(*)::int as count from waiting_entry as entry
     where offering_id = any(${offeringIds}::uuid[])
       and not exists (select from waiting_end where waiting_entry_id = entry.id)
       and not exists (select from offering_closure as closure where closure.offering_id = entry.offering_id)
     group by offering_id`.execute(sqlOf(em))
  return new Map(rows.map(row => [row.offeringId, row.count]))
}

async function rows(
  em: EntityManager,
  where: RawBuilder<unknown>,
  rest: RawBuilder<unknown> = sql``,
): Promise<WaitingRow[]> {
  const { rows } = await sql<WaitingRow>`
    select entry.id, entry.offering_id, entry.party_id, entry.shares, entry.accept_fewer, entry.position,
           entry.waited_at, ended.how as ended, ended.ended_at, ended.subscription_id, ended.code,
           closure.id is not null as decided,
           case when ended.how is not null or closure.id is not null then 0 else
             (select count(*)::int from waiting_entry as earlier
               where earlier.offering_id = entry.offering_id and earlier.position < entry.position
                 and not exists (select from waiting_end where waiting_entry_id = earlier.id)) end as ahead
      from waiting_entry as entry
      left join waiting_end as ended on ended.waiting_entry_id = entry.id
      left join offering_closure as closure on closure.offering_id = entry.offering_id
     where ${where} ${rest}`.execute(sqlOf(em))
  return rows
}
