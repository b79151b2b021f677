import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../database/sql.ts'
import { lockProject } from '../offerings/lock-project.ts'
import { recordOutsideShares } from '../offerings/record-outside-shares.ts'

/**
 * Writes the staged lots that are new: shares that came into being at the start of their day in the zone of the project,
 * and what was paid in for them. Its projects are locked in the order of their ids.
 */
export async function writeLots(em: EntityManager): Promise<void> {
  const { rows } = await sql<{ classId: string; projectId: string; shares: number }>`
    select class.id as "classId", class.project_id as "projectId", sum((said ->> 'shares')::bigint)::int as shares
      from staged join share_class as class
        on class.project_id = (said ->> 'project')::uuid and class.code = said ->> 'class'
     where not is_old group by class.id order by class.project_id, class.id`.execute(sqlOf(em))
  for (const { classId, projectId, shares } of rows) {
    await lockProject(em, projectId)
    await recordOutsideShares(em, { classId, shares })
  }
  await sql`
    insert into lot (id, class_id, taker_id, shares, paid_in, occurred_at)
    select staged.id, class.id, holder.target_id, (staged.said ->> 'shares')::int,
           (staged.said ->> 'shares')::bigint * (staged.said ->> 'price')::bigint,
           (staged.said ->> 'since')::date::timestamp at time zone time_zone
      from staged
      join imported_line as holder on holder.kind = 'investors' and holder.source = staged.source
       and holder.reference = staged.said ->> 'investor'
      join project on project.id = (staged.said ->> 'project')::uuid
      join share_class as class on class.project_id = project.id and class.code = staged.said ->> 'class'
     where not is_old order by staged.line`.execute(sqlOf(em))
}
