import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'

/** What a mail server answered to an attempt: codes only. */
export type MailAnswer =
  | { how: 'taken' | 'deferred' | 'refused'; status: string }
  /** No server was reached, or it does not let us in: this says nothing about the mail. */
  | { how: 'unreachable'; status: string }

/** Writes down what came of an attempt at a mail that was taken to be sent. One that no server heard of does not count. */
export async function settleMail(
  em: EntityManager,
  { messageId, answer }: { messageId: string; answer: MailAnswer },
  now: Date,
): Promise<void> {
  const { how, status } = answer
  await sql`
    update message set outcome = ${status},
           sent_at = case when ${how === 'taken'} then ${now}::timestamptz end,
           attempts = case when ${how === 'unreachable'} then attempts - 1 else attempts end,
           next_attempt_at = case when ${how === 'unreachable'} then ${now}::timestamptz + interval '1 minute'
                                  else next_attempt_at end
     where id = ${messageId} and sent_at is null and ended_at is null`.execute(sqlOf(em))
}
