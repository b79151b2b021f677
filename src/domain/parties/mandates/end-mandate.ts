import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { lockParty } from '../people/lock-party.ts'
import { refuse } from '../refusals.ts'

/**
 * Ends a mandate now, and with it all that were given under it. It is ended by the party whose mandate it is, in
 * person, by its agent, who gives it up, and by whoever gave it on: the agents of those it was given under. Ending
 * it again changes nothing. Refuses MANDATE_NOT_YOURS.
 */
export async function endMandate(
  em: EntityManager,
  input: { mandateId: string; byId: string },
  now: Date,
): Promise<{ mandateId: string }> {
  const { mandateId } = input
  const { principalId, people } = await whoMayEnd(em, mandateId)
  if (!people.includes(input.byId)) throw refuse.MANDATE_NOT_YOURS({ id: mandateId })
  // Nobody gives it on in the meantime: what is given under it is seen here, or sees that it has ended.
  await lockParty(em, principalId)
  await sql`
    with recursive ended as (
      select id from mandate where id = ${mandateId}
      union select mandate.id from mandate join ended on given_under_id = ended.id
    )
    insert into mandate_end (mandate_id, ended_at) select id, ${now} from ended on conflict do nothing`.execute(
    sqlOf(em),
  )
  return { mandateId }
}

async function whoMayEnd(em: EntityManager, mandateId: string) {
  const { rows } = await sql<{ principalId: string; agentId: string }>`
    with recursive above as (
      select principal_id, agent_id, given_under_id from mandate where id = ${mandateId}
      union select mandate.principal_id, mandate.agent_id, mandate.given_under_id
              from mandate join above on mandate.id = above.given_under_id
    )
    select principal_id, agent_id from above`.execute(sqlOf(em))
  const [mandate] = rows
  if (mandate === undefined) throw refuse.MANDATE_NOT_YOURS({ id: mandateId })
  return { principalId: mandate.principalId, people: [mandate.principalId, ...rows.map(row => row.agentId)] }
}
