import type { EntityManager } from '@mikro-orm/postgresql'
import { type RawBuilder, sql } from 'kysely'
import { keyset, type Slice } from '../../../database/keyset.ts'
import { sqlOf } from '../../../database/sql.ts'
import type { Language } from '../../parties/people/party.ts'
import type { Channel, NoticeDetails, NoticeKind } from './kinds.ts'

/** A notice on the list of a person. Its act, its event and its kind are its place in the list. */
export type NoticeRow = {
  actId: string
  eventId: string
  kind: NoticeKind
  about: string[]
  details: NoticeDetails
  language: Language
  occurredAt: Date
  readAt: Date | null
}

/** A page of a person's list, oldest first, without what he does not want to be told of. */
export function noticesPage(
  em: EntityManager,
  { personId, unread }: { personId: string; unread: boolean },
  slice: Slice,
): Promise<NoticeRow[]> {
  const { within, order, limit } = keyset(['notice.act_id', 'notice.event_id', 'notice.kind'], slice, {
    'notice.kind': 'text',
  })
  const wanted = unread ? sql`read_at is null` : sql`true`
  return rowsOf(
    em,
    sql`notice.person_id = ${personId} and notice.channel <> 'none' and ${wanted} and ${within}
                        order by ${order} limit ${limit}`,
  )
}

/** How many of them he has not read. */
export async function unreadNotices(em: EntityManager, personId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from notice left join notice_reading using (event_id, person_id, kind)
     where notice.person_id = ${personId} and channel <> 'none' and read_at is null`.execute(sqlOf(em))
  return rows[0]?.count ?? 0
}

async function rowsOf(em: EntityManager, which: RawBuilder<unknown>): Promise<NoticeRow[]> {
  const { rows } = await sql<NoticeRow>`
    select notice.act_id as "actId", notice.event_id as "eventId", notice.kind, about, details, language,
           occurred_at as "occurredAt", read_at as "readAt"
      from notice join act on act.id = notice.event_id
      left join notice_reading as reading on reading.event_id = notice.event_id
       and reading.person_id = notice.person_id and reading.kind = notice.kind
     where ${which}`.execute(sqlOf(em))
  return rows
}

/** What a person chose, by kind. */
export async function choicesOf(em: EntityManager, personId: string): Promise<Map<NoticeKind, Channel>> {
  const rows = await sqlOf(em)
    .selectFrom('noticeChoice')
    .distinctOn('kind')
    .select(['kind', 'channel'])
    .where('personId', '=', personId)
    .orderBy('kind')
    .orderBy('version', 'desc')
    .execute()
  return new Map(rows.map(({ kind, channel }) => [kind, channel]))
}
