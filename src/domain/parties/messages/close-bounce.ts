import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { refuse } from '../refusals.ts'
import { bounceOf } from './bounces.ts'

/**
 * Somebody of finance settled a bounced mail and says how: the address may be written to again, and a later bounce is another
 * row. Refuses BOUNCE_UNKNOWN, and BOUNCE_REASON_MISSING without a reason of 1 to 500 characters.
 */
export async function closeBounce(
  em: EntityManager,
  { bounceId, closerId, reason: said }: { bounceId: string; closerId: string; reason: string },
  now: Date,
): Promise<{ bounceId: string }> {
  const reason = said.trim()
  if (reason === '' || reason.length > 500) throw refuse.BOUNCE_REASON_MISSING({ length: reason.length })
  const bounce = await bounceOf(em, bounceId, now)
  if (bounce === undefined) throw refuse.BOUNCE_UNKNOWN({})
  if (bounce.closedAt !== null) return { bounceId }
  await sqlOf(em)
    .insertInto('mailBounceEnd')
    .values({ bounceId, closerId, reason, closedAt: now })
    .onConflict(clash => clash.doNothing())
    .execute()
  return { bounceId }
}
