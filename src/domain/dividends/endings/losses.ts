import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { Currency } from '../../money/currency.ts'

/**
 * What a holder lost with a project that was wound up, in minor units. `putIn`: what was paid in for the shares he holds;
 * `gotBack`: the gross of all his lines that stand, whatever they were paid as; `lost`: what he put in and did not get
 * back, never below zero.
 */
export type LossRow = {
  projectId: string
  holderId: string
  currency: Currency
  putIn: bigint
  gotBack: bigint
  lost: bigint
  /** The day on which the project was wound up, and the winding up that says so. */
  irrecoverableOn: string
  endingId: string
  /** The latest instant that bears on these figures: the confirmation, a later run, or when one of his lines was taken back. */
  asOf: Date
}

/** What these holders put into projects that were wound up (null: all; else this one), and lost or not. */
export async function losses(
  em: EntityManager,
  { holderIds, projectId }: { holderIds: readonly string[]; projectId: string | null },
): Promise<LossRow[]> {
  const { rows } = await sql<LossRow>`
    with ended as (
      select ending.id as ending_id, project_id, occurred_on, approved_at, currency
        from project_ending as ending join ending_approval on ending_id = ending.id
        join project on project.id = project_id
       where kind = 'windUp' and (${projectId}::uuid is null or project_id = ${projectId})
    ), put as (
      select project_id, holder_id, sum(paid_in)::bigint as put_in
        from holding join share_class as class on class.id = class_id
       where holder_id = any(${holderIds}::uuid[]) and project_id in (select project_id from ended)
       group by project_id, holder_id
    ), got as (
      select project_id, line.holder_id, max(greatest(distributed_at, taken.reversed_at, back.reversed_at)) as latest,
             sum(gross) filter (where taken.reversed_at is null and back.reversed_at is null)::bigint as got_back
        from dividend as line join distribution as run on run.id = line.distribution_id
        left join run_reversal as taken on taken.distribution_id = run.id
        left join line_reversal as back on (back.distribution_id, back.class_id, back.holder_id)
                                         = (line.distribution_id, line.class_id, line.holder_id)
       where line.holder_id = any(${holderIds}::uuid[]) and project_id in (select project_id from ended)
       group by project_id, line.holder_id
    )
    select project_id as "projectId", holder_id as "holderId", currency, put_in as "putIn",
           coalesce(got_back, 0) as "gotBack", greatest(put_in - coalesce(got_back, 0), 0) as lost,
           occurred_on as "irrecoverableOn", ending_id as "endingId",
           greatest(approved_at, latest) as "asOf"
      from put join ended using (project_id) left join got using (project_id, holder_id)
     where put_in > 0 order by occurred_on, project_id, holder_id`.execute(sqlOf(em))
  return rows
}
