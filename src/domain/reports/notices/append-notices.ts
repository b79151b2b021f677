import type { EntityManager } from '@mikro-orm/postgresql'
import { type RawBuilder, sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { NOTHING } from '../../ids.ts'
import { blockedAddress } from '../../parties/messages/blocked.ts'
import { type NewMessage, writeMessages } from '../../parties/messages/write-message.ts'
import type { Language } from '../../parties/people/party.ts'
import { INVESTOR_SOURCES } from './investor-sources.ts'
import { DUTIES, MAILED_AT_ONCE, type NoticeDetails, type NoticeKind } from './kinds.ts'
import { mailOf } from './mail-of.ts'
import { MONEY_SOURCES } from './money-sources.ts'
import { ISSUER_SOURCES, OWN_SOURCES, STAFF_SOURCES } from './people-sources.ts'
import { actsBehind } from './unnoticed.ts'

/**
 * Goes on where the feed was left: writes for each act and person the notices of what it says, as that person wants to be told
 * and in his language, and lays those that go by mail into the outbox. All of it, and the place in the feed, in this
 * transaction; whoever comes second waits and goes on from there. Answers how many were written, and the act that was
 * the last one; null when there was nothing.
 */
export async function appendNotices(
  em: EntityManager,
  { acts }: { acts: number },
  now: Date,
): Promise<{ lastId: string | null; written: string }> {
  await sql`insert into notice_cursor (name, xid, act_id, moved_at) values ('notices', '0', ${NOTHING}, ${now})
            on conflict do nothing`.execute(sqlOf(em))
  await sql`select from notice_cursor for update`.execute(sqlOf(em))
  const behind = await actsBehind(em, acts)
  const last = behind.at(-1)
  if (last === undefined) return { lastId: null, written: '0' }
  const written = await tell(
    em,
    behind.map(act => act.id),
    now,
  )
  await sql`update notice_cursor set xid = ${last.xid}::xid8, act_id = ${last.id}, moved_at = ${now}`.execute(
    sqlOf(em),
  )
  return { lastId: last.id, written: String(written) }
}

type Told = {
  eventId: string
  personId: string
  kind: NoticeKind
  details: NoticeDetails
  language: Language
  /** Where a mail is to go; null: none is. */
  address: string | null
}

async function tell(em: EntityManager, ids: readonly string[], now: Date): Promise<number> {
  const { rows } = await sql<Told>`
    with behind (id) as (select unnest(${ids}::uuid[])),
    ${concerned},
    news as (
      select concerned.act_id, person_id, concerned.kind,
             (array_remove(array_agg(distinct about order by about), null))[1:20] as about,
             (array_agg(details || jsonb_build_object('project', project.name) order by about))[1] as details
        from concerned left join project on project.id = project_id
        join login on party_id = person_id
       group by concerned.act_id, person_id, concerned.kind),
    written as (
      insert into notice (event_id, person_id, kind, about, details, language, channel, noticed_at)
      select news.act_id, person_id, kind, about, details, coalesce(language, 'en'),
             case when kind = any(${DUTIES}) then 'mail' else coalesce(channel, 'mail') end, ${now}
        from news
        left join lateral (select language from profile where party_id = person_id
                            order by version desc limit 1) as spoken on true
        left join lateral (select channel from notice_choice as choice
                            where choice.person_id = news.person_id and choice.kind = news.kind
                            order by version desc limit 1) as chosen on true
      on conflict do nothing
      returning event_id, person_id, kind, details, language, channel)
    select event_id as "eventId", person_id as "personId", kind, details, language,
           case when channel = 'mail' and not ${sql.raw(blockedAddress('login_address.address'))}
                 and not (kind = any(${MAILED_AT_ONCE}) and exists (
                       select from message where message.act_id = event_id and message.kind is null
                          and message.address = login_address.address)) then address end as address
      from written join login on party_id = person_id join login_address on login_id = login.id
     order by event_id, person_id, kind`.execute(sqlOf(em))
  await writeMessages(em, mailsOf(rows), now)
  return rows.length
}

/** Many are told the same: each text is made once. */
function mailsOf(rows: readonly Told[]): NewMessage[] {
  const texts = new Map<string, ReturnType<typeof mailOf>>()
  return rows.flatMap(({ eventId, kind, details, language, address }) => {
    if (address === null) return []
    const key = JSON.stringify([kind, language, details])
    const text = texts.get(key) ?? mailOf(kind, language, details)
    texts.set(key, text)
    return [{ address, ...text, tells: { eventId, kind } }]
  })
}

const all = (sources: readonly string[]) => sql.raw(sources.join(' union all '))

const inForce = sql`starts_at <= occurred_at and coalesce(ends_at > occurred_at, true)
  and coalesce(ended_at > occurred_at, true)`

/** Whom the facts concern, and who acts for them at that moment. */
const concerned: RawBuilder<unknown> = sql`
  party_fact (act_id, party_id, kind, about, project_id, details) as materialized (
    ${all([...INVESTOR_SOURCES, ...MONEY_SOURCES])}),
  own_fact (act_id, party_id, kind, about, project_id, details) as materialized (${all(OWN_SOURCES)}),
  issuer_fact (act_id, of_project_id, kind, about, project_id, details) as materialized (${all(ISSUER_SOURCES)}),
  staff_fact (act_id, role, kind, about, project_id, details) as materialized (${all(STAFF_SOURCES)}),
  principal_fact as (
    select * from party_fact
    union all
    select issuer_fact.act_id, issuer_id, kind, about, project_id, details
      from issuer_fact join project on project.id = of_project_id),
  held as (
    select distinct on (party_id, role, scope_id) party_id, role, scope_id, granted from role_grant
     where role = any(array['issuer', 'approver', 'finance']) order by party_id, role, scope_id, version desc),
  concerned (act_id, person_id, kind, about, project_id, details) as (
    select * from principal_fact
    union all
    select fact.act_id, agent_id, kind, about, project_id, details
      from principal_fact as fact join act on act.id = fact.act_id
      join mandate on principal_id = party_id left join mandate_end as ended on ended.mandate_id = mandate.id where ${inForce}
    union all
    select * from own_fact
    union all
    select fact.act_id, party_id, kind, about, project_id, details
      from issuer_fact as fact join held on role = 'issuer' and scope_id = of_project_id and granted
    union all
    select fact.act_id, party_id, kind, about, project_id, details
      from staff_fact as fact join held using (role) join act on act.id = fact.act_id
     where granted and scope_id = ${NOTHING} and party_id is distinct from actor_id)`
