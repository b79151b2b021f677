import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { PREPARED, sqlOf } from '../../database/sql.ts'
import type { Refusal } from '../refusal.ts'
import type { Made } from './act.ts'
import type { NewAct } from './begin-act.ts'
import { refuse } from './refusals.ts'

/** What became of an act that was carried out with others: what it made, or why it was refused. */
export type Outcome<M extends Made> = { made: M; replayed: boolean } | Refusal

/**
 * Of acts that are to be carried out together, those that were before: under the same key, or by an attempt of this very
 * act that nobody heard of. By the id of the act; IDEMPOTENCY_CONFLICT where its key came with another request.
 */
export async function actsBefore<M extends Made>(
  em: EntityManager,
  acts: readonly NewAct[],
): Promise<Map<string, Outcome<M>>> {
  const { rows } = await sql<Before<M>>`${PREPARED}
    select asked.id as "askedId", act.id, verb, request_hash as "requestHash", made
      from unnest(${acts.map(each => each.id)}::uuid[], ${acts.map(each => each.actor.partyId)}::uuid[],
                  ${acts.map(each => each.key)}::text[]) as asked (id, actor_id, key)
      join act on act.id = asked.id or (act.actor_id = asked.actor_id and act.key = asked.key)
      join act_made on act_id = act.id`.execute(sqlOf(em))
  const before = new Map(rows.map(row => [row.askedId, row]))
  return new Map(
    acts.flatMap(act => {
      const found = before.get(act.id)
      return found === undefined ? [] : [[act.id, outcomeOf(act, found)] as const]
    }),
  )
}

type Before<M> = { askedId: string; id: string; verb: string; requestHash: string | null; made: M }

function outcomeOf<M extends Made>(
  act: NewAct,
  { id, verb, requestHash, made }: Before<M>,
): { made: M; replayed: boolean } | Refusal {
  if (id !== act.id && requestHash !== act.requestHash) {
    return refuse.IDEMPOTENCY_CONFLICT({ key: act.key ?? '', verb })
  }
  return { made, replayed: id !== act.id }
}
