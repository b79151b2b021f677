import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { refuse } from '../refusals.ts'
import { holdsRole } from '../roles/roles.ts'
import { bounceOf } from './bounces.ts'

/** Names the person of finance who sees to a bounced mail. Refuses BOUNCE_UNKNOWN, and BOUNCE_OWNER_WRONG for somebody else. */
export async function assignBounce(
  em: EntityManager,
  { bounceId, ownerId }: { bounceId: string; ownerId: string },
  now: Date,
): Promise<{ bounceId: string }> {
  await lockBounce(em, bounceId)
  const bounce = await bounceOf(em, bounceId, now)
  if (bounce === undefined || bounce.closedAt !== null) throw refuse.BOUNCE_UNKNOWN({})
  if (!(await holdsRole(em, ownerId, 'finance'))) throw refuse.BOUNCE_OWNER_WRONG({})
  if (bounce.ownerId === ownerId) return { bounceId }
  await sql`
    insert into mail_bounce_owner (bounce_id, version, owner_id)
    select ${bounceId}, coalesce(max(version), 0) + 1, ${ownerId} from mail_bounce_owner where bounce_id = ${bounceId}`.execute(
    sqlOf(em),
  )
  return { bounceId }
}

/** Waits for whoever else changes this bounce. */
async function lockBounce(em: EntityManager, bounceId: string): Promise<void> {
  await sql`select from message where id = (select message_id from mail_bounce where id = ${bounceId}) for update`.execute(
    sqlOf(em),
  )
}
