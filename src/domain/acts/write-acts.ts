import { type RawBuilder, sql } from 'kysely'
import type { Made } from './act.ts'
import type { NewAct } from './begin-act.ts'

/** An act and what it makes. */
export type DoneAct = { act: NewAct; made: Made }

/**
 * The parts of a WITH clause that write acts and what they make, for the statement that writes the facts which refer to
 * them: one round trip, and no fact without its act. When another transaction took one of their keys meanwhile the statement
 * fails, and the edge repeats the transaction, which finds that act then.
 */
export function writingActs(done: readonly DoneAct[]): RawBuilder<unknown> {
  const column = <T>(value: (act: NewAct) => T) => done.map(({ act }) => value(act))
  return sql`
    done as (
      select * from unnest(
        ${column(act => act.id)}::uuid[], ${column(act => act.actor.partyId)}::uuid[],
        ${column(act => act.actor.onBehalfOfId)}::uuid[], ${column(act => act.actor.mandateId)}::uuid[],
        ${column(act => act.actor.channel)}::text[], ${column(act => act.verb)}::text[],
        ${column(act => act.key)}::text[], ${column(act => act.requestHash)}::text[],
        ${column(act => act.occurredAt)}::timestamptz[], ${done.map(({ made }) => JSON.stringify(made))}::jsonb[]
      ) as done (id, actor_id, on_behalf_of_id, mandate_id, channel, verb, key, request_hash, occurred_at, made)
    ), written_act as (
      insert into act (id, actor_id, on_behalf_of_id, mandate_id, channel, verb, key, request_hash, occurred_at)
      select id, actor_id, on_behalf_of_id, mandate_id, channel, verb, key, request_hash, occurred_at from done
    ), written_made as (
      insert into act_made (act_id, made) select id, made from done
    )`
}
