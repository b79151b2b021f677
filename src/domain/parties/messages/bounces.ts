import type { EntityManager } from '@mikro-orm/postgresql'
import { type RawBuilder, sql } from 'kysely'
import { keyset, type Slice } from '../../../database/keyset.ts'
import { sqlOf } from '../../../database/sql.ts'
import type { HowBounced } from './message.ts'

/** A mail that reached nobody. `ageDays`: whole days since. Whoever's address it was: null when he has none, or has another one now. */
export type BounceRow = {
  id: string
  how: HowBounced
  status: string
  subject: string
  address: string
  partyId: string | null
  bouncedAt: Date
  ageDays: number
  ownerId: string | null
  closedAt: Date | null
  reason: string | null
}

/** A page of the bounces that nobody has settled, oldest first. */
export async function openBounces(em: EntityManager, now: Date, slice: Slice): Promise<BounceRow[]> {
  const { within, order, limit } = keyset(['bounce.id'], slice)
  return bounces(em, now, sql`ended.bounce_id is null and ${within} order by ${order} limit ${limit}`)
}

/** A bounce, settled or not. */
export async function bounceOf(
  em: EntityManager,
  bounceId: string,
  now: Date,
): Promise<BounceRow | undefined> {
  return (await bounces(em, now, sql`bounce.id = ${bounceId}`))[0]
}

async function bounces(em: EntityManager, now: Date, which: RawBuilder<unknown>): Promise<BounceRow[]> {
  const { rows } = await sql<BounceRow>`
    select bounce.id, how, status, subject, message.address, party_id as "partyId", bounced_at as "bouncedAt",
           floor(extract(epoch from ${now}::timestamptz - bounced_at) / 86400)::int as "ageDays",
           (select owner_id from mail_bounce_owner as owner where owner.bounce_id = bounce.id
             order by version desc limit 1) as "ownerId", closed_at as "closedAt", reason
      from mail_bounce as bounce join message on message.id = message_id
      left join login_address on login_address.address = message.address
      left join login on login.id = login_id
      left join mail_bounce_end as ended on ended.bounce_id = bounce.id
     where ${which}`.execute(sqlOf(em))
  return rows
}
