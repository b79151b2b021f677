import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { lockParty } from '../../parties/people/lock-party.ts'
import { refuse } from '../refusals.ts'
import { type Channel, type NoticeKind, ruleOf } from './kinds.ts'
import { choicesOf } from './notices.ts'

/**
 * A person says how he wants to be told of a kind of news from now on. The same again changes nothing. Refuses NOTICE_IS_DUTY
 * where it must come by mail, and says why.
 */
export async function setNoticeChoice(
  em: EntityManager,
  { personId, kind, channel }: { personId: string; kind: NoticeKind; channel: Channel },
  now: Date,
): Promise<{ personId: string }> {
  const { duty } = ruleOf(kind)
  if (duty !== null && channel !== 'mail') throw refuse.NOTICE_IS_DUTY({ kind, why: duty })
  await lockParty(em, personId)
  if (((await choicesOf(em, personId)).get(kind) ?? 'mail') === channel) return { personId }
  await sql`
    insert into notice_choice (id, person_id, kind, version, channel, chosen_at)
    select ${newId()}, ${personId}, ${kind}, coalesce(max(version), 0) + 1, ${channel}, ${now}
      from notice_choice where person_id = ${personId} and kind = ${kind}`.execute(sqlOf(em))
  return { personId }
}
