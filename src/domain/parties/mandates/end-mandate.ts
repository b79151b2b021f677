import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'

/** Ends a mandate now, and with it all that were given under it. Ending it again changes nothing. */
export async function endMandate(
  em: EntityManager,
  input: { mandateId: string },
  now: Date,
): Promise<{ mandateId: string }> {
  await sql`
    with recursive ended as (
      select id from mandate where id = ${input.mandateId}
      union select mandate.id from mandate join ended on given_under_id = ended.id
    )
    insert into mandate_end (mandate_id, ended_at) select id, ${now} from ended on conflict do nothing`.execute(
    sqlOf(em),
  )
  return { mandateId: input.mandateId }
}
