import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { BACK_OFF, STALE_DAYS } from './backing-off.ts'
import { blockedAddress } from './blocked.ts'

/** A mail that is to be sent now. `attempts` counts this one. */
export type DueMail = { id: string; address: string; subject: string; body: string; attempts: number }

/**
 * Takes mails that are due, those that wait longest first, and writes down the attempt and when the next one would be before
 * anything is sent: whoever comes beside takes others, and after a kill each is tried again. None to an address from
 * which mail came back, and none that waited for more than a week.
 */
export async function takeMails(em: EntityManager, limit: number, now: Date): Promise<DueMail[]> {
  const { rows } = await sql<DueMail>`
    with due as materialized (
      select id from message
       where sent_at is null and ended_at is null and coalesce(next_attempt_at <= ${now}, true)
         and written_at > ${now}::timestamptz - make_interval(days => ${STALE_DAYS})
         and not ${sql.raw(blockedAddress('message.address'))}
       order by written_at, id limit ${limit} for update skip locked)
    update message set attempts = attempts + 1, next_attempt_at = ${now}::timestamptz + make_interval(
             mins => (${BACK_OFF}::int[])[least(attempts + 1, ${BACK_OFF.length})])
     where id = any(array(select id from due))
    returning id, address, subject, body, attempts`.execute(sqlOf(em))
  return rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))
}
