import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../database/sql.ts'
import type { Made } from './act.ts'
import type { Actor } from './actor.ts'
import { refuse } from './refusals.ts'

export type NewAct = {
  id: string
  actor: Actor
  verb: string
  key: string | null
  requestHash: string | null
  occurredAt: Date
}

/**
 * Writes the act of this transaction, to which all its facts will refer. Null when it is new; what it made when it
 * was committed before: `replayed` under the same key, otherwise by an attempt of this very act that nobody heard of.
 * A second request with the key of one that is still running waits here. Refuses IDEMPOTENCY_CONFLICT when the key
 * came with another request.
 */
export async function beginAct(
  em: EntityManager,
  act: NewAct,
): Promise<{ made: Made; replayed: boolean } | null> {
  const { actor } = act
  const { rows } = await sql<{ id: string }>`
    with written as (
      insert into act (id, actor_id, on_behalf_of_id, mandate_id, channel, verb, key, request_hash, occurred_at)
      values (${act.id}, ${actor.partyId}, ${actor.onBehalfOfId}, ${actor.mandateId}, ${actor.channel},
              ${act.verb}, ${act.key}, ${act.requestHash}, ${act.occurredAt})
      on conflict do nothing returning id
    ) select set_config('tantieme.act', id::text, true) as id from written`.execute(sqlOf(em))
  return rows.length > 0 ? null : madeBefore(em, act)
}

async function madeBefore(em: EntityManager, act: NewAct): Promise<{ made: Made; replayed: boolean }> {
  const before = await sqlOf(em)
    .selectFrom('act')
    .innerJoin('actMade', 'actMade.actId', 'act.id')
    .select(['act.id', 'act.verb', 'act.key', 'act.requestHash', 'actMade.made'])
    .where(where =>
      where.or([
        where('act.id', '=', act.id),
        where.and([where('act.actorId', '=', act.actor.partyId), where('act.key', '=', act.key)]),
      ]),
    )
    .executeTakeFirstOrThrow()
  if (before.id !== act.id && before.requestHash !== act.requestHash) {
    throw refuse.IDEMPOTENCY_CONFLICT({ key: act.key ?? '', verb: before.verb })
  }
  return { made: before.made, replayed: before.id !== act.id }
}

/** Keeps what the act made, so that a repetition gets the same answer. */
export async function finishAct(em: EntityManager, actId: string, made: Made): Promise<void> {
  await sqlOf(em).insertInto('actMade').values({ actId, made }).execute()
}
