import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'

/** Lays a mail into the outbox, in the transaction of what it tells about. Sending is a job's work. */
export async function writeMessage(
  em: EntityManager,
  message: { address: string; subject: string; body: string },
  now: Date,
): Promise<void> {
  await sqlOf(em)
    .insertInto('message')
    .values({ id: newId(), ...message, writtenAt: now })
    .execute()
}
