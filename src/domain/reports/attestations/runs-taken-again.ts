import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { dayOf, PLATFORM_ZONE } from '../../time/calendar.ts'

/** A run that was taken back as a whole. */
export type TakenAgain = { number: number; on: string }

/** The runs that were taken back and whose reports or adjustments this run has taken again: it stands in their place. */
export async function runsTakenAgain(em: EntityManager, distributionId: string): Promise<TakenAgain[]> {
  const { rows } = await sql<{ number: number; reversedAt: Date }>`
    select before.number, reversed_at as "reversedAt"
      from distribution as run
      join distribution as before on before.project_id = run.project_id and before.number < run.number
      join run_reversal on run_reversal.distribution_id = before.id
     where run.id = ${distributionId}
       and (exists (select from distribution_report as first join distribution_report as again using (report_id)
                     where first.distribution_id = before.id and again.distribution_id = run.id)
         or exists (select from distribution_adjustment as first join distribution_adjustment as again using (adjustment_id)
                     where first.distribution_id = before.id and again.distribution_id = run.id))
     order by before.number`.execute(sqlOf(em))
  return rows.map(({ number, reversedAt }) => ({ number, on: dayOf(reversedAt, PLATFORM_ZONE) }))
}
