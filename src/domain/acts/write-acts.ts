import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../database/sql.ts'
import type { Made } from './act.ts'
import type { NewAct } from './begin-act.ts'

/**
 * Writes acts and what they make in one statement, before the facts that refer to them. When another transaction took one
 * of their keys meanwhile the statement fails, and the edge repeats the transaction, which finds that act then.
 */
export async function writeActs(
  em: EntityManager,
  done: readonly { act: NewAct; made: Made }[],
): Promise<void> {
  const column = <T>(value: (act: NewAct) => T) => done.map(({ act }) => value(act))
  await sql`
    with done as (
      select * from unnest(
        ${column(act => act.id)}::uuid[], ${column(act => act.actor.partyId)}::uuid[],
        ${column(act => act.actor.onBehalfOfId)}::uuid[], ${column(act => act.actor.mandateId)}::uuid[],
        ${column(act => act.actor.channel)}::text[], ${column(act => act.verb)}::text[],
        ${column(act => act.key)}::text[], ${column(act => act.requestHash)}::text[],
        ${column(act => act.occurredAt)}::timestamptz[], ${done.map(({ made }) => JSON.stringify(made))}::jsonb[]
      ) as done (id, actor_id, on_behalf_of_id, mandate_id, channel, verb, key, request_hash, occurred_at, made)
    ), written as (
      insert into act (id, actor_id, on_behalf_of_id, mandate_id, channel, verb, key, request_hash, occurred_at)
      select id, actor_id, on_behalf_of_id, mandate_id, channel, verb, key, request_hash, occurred_at from done
    )
    insert into act_made (act_id, made) select id, made from done`.execute(sqlOf(em))
}
