import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { NoticeKind } from './kinds.ts'

/** A notice of a person, by what it tells. */
export type NoticeName = { eventId: string; kind: NoticeKind }

/** A person has read notices of his: each once, the first time counts. What is none of his is passed over. */
export async function markNoticesRead(
  em: EntityManager,
  { personId, notices }: { personId: string; notices: readonly NoticeName[] },
  now: Date,
): Promise<{ personId: string }> {
  await sql`
    insert into notice_reading (event_id, person_id, kind, read_at)
    select event_id, person_id, notice.kind, ${now}
      from notice join unnest(${notices.map(each => each.eventId)}::uuid[], ${notices.map(each => each.kind)}::text[])
             as named (id, kind) on event_id = named.id and notice.kind = named.kind
     where person_id = ${personId}
    on conflict do nothing`.execute(sqlOf(em))
  return { personId }
}
