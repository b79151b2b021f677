import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
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

/** The same for many mails, in one statement. */
export async function writeMessages(
  em: EntityManager,
  messages: readonly { address: string; subject: string; body: string }[],
  now: Date,
): Promise<void> {
  if (messages.length === 0) return
  const rows = messages.map(({ address, subject, body }) => ({
    ...{ id: newId(), address, subject, body },
    writtenAt: now,
  }))
  await sql`
    insert into message (id, address, subject, body, written_at)
    select * from unnest(${rows.map(row => row.id)}::uuid[], ${rows.map(row => row.address)}::text[],
                         ${rows.map(row => row.subject)}::text[], ${rows.map(row => row.body)}::text[],
                         ${rows.map(row => row.writtenAt)}::timestamptz[])`.execute(sqlOf(em))
}
