import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { refuse } from '../refusals.ts'
import type { HowBounced } from './message.ts'

/** A mail that did not reach anybody. `address`: for whom a server says so; null where we asked it ourselves. */
export type NewBounce = { messageId: string; address: string | null; how: HowBounced; status: string }

/**
 * Keeps that a mail did not reach anybody, once for each mail: it is not tried again, and unless it was only given up nothing
 * more is sent to its address. Refuses MAIL_UNKNOWN when it was not ours, or went to somebody else.
 */
export async function recordBounce(
  em: EntityManager,
  { messageId, address, how, status }: NewBounce,
  now: Date,
): Promise<{ bounceId: string }> {
  const db = sqlOf(em)
  const mail = await db
    .selectFrom('message')
    .select('address')
    .where('id', '=', messageId)
    .forUpdate()
    .executeTakeFirst()
  const isIts = address === null || mail?.address.toLowerCase() === address.toLowerCase()
  if (mail === undefined || !isIts) throw refuse.MAIL_UNKNOWN({})
  const before = await db
    .selectFrom('mailBounce')
    .select('id')
    .where('messageId', '=', messageId)
    .executeTakeFirst()
  if (before !== undefined) return { bounceId: before.id }
  const bounceId = newId()
  await db.insertInto('mailBounce').values({ id: bounceId, messageId, how, status, bouncedAt: now }).execute()
  await db
    .updateTable('message')
    .set({ endedAt: now, outcome: status })
    .where('id', '=', messageId)
    .where('sentAt', 'is', null)
    .execute()
  return { bounceId }
}
