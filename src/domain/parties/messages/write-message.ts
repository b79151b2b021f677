import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'

/** A mail to be sent. `tells`: it brings a notice of this kind of that act, once to each address. */
export type NewMessage = {
  address: string
  subject: string
  body: string
  tells?: { eventId: string; kind: string }
}

/** Lays a mail into the outbox, in the transaction of what it tells about. Sending is a job's work. */
export async function writeMessage(em: EntityManager, message: NewMessage, now: Date): Promise<void> {
  await writeMessages(em, [message], now)
}

/** The same for many mails, in one statement. */
export async function writeMessages(
  em: EntityManager,
  messages: readonly NewMessage[],
  now: Date,
): Promise<void> {
  if (messages.length === 0) return
  const column = (read: (message: NewMessage) => string | null) => messages.map(read)
  await sql`
    insert into message (id, address, subject, body, act_id, kind, written_at)
    select id, address, subject, body, coalesce(event_id, current_act()), kind, ${now}
      from unnest(${column(newId)}::uuid[], ${column(row => row.address)}::text[],
                  ${column(row => row.subject)}::text[], ${column(row => row.body)}::text[],
                  ${column(row => row.tells?.eventId ?? null)}::uuid[], ${column(row => row.tells?.kind ?? null)}::text[])
           as row (id, address, subject, body, event_id, kind)
    on conflict (act_id, kind, address) do nothing`.execute(sqlOf(em))
}
