import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { Recipient } from '../../offerings/terms/contract-terms.ts'

/** A distribution of the old platform as its lines say it. Days; the amount in minor units. */
export type StagedRun = {
  source: string
  distribution: string
  projectId: string
  periodStart: string
  periodEnd: string
  recordDate: string
  paidOn: string
  amount: bigint
  lines: number
  firstLine: number
}

/** The distributions that are new, project by project, in the order in which they were paid. */
export async function stagedRuns(em: EntityManager): Promise<StagedRun[]> {
  const { rows } = await sql<StagedRun>`
    select source, said ->> 'distribution' as distribution, said ->> 'project' as "projectId",
           min(said ->> 'period_start') as "periodStart", min(said ->> 'period_end') as "periodEnd",
           min(said ->> 'record_date') as "recordDate", min(said ->> 'paid_on') as "paidOn",
           sum((said ->> 'gross')::bigint)::bigint as amount, count(*)::int as lines, min(line) as "firstLine"
      from staged where not is_old group by 1, 2, 3
     order by 3, min(said ->> 'paid_on'), min(line)`.execute(sqlOf(em))
  return rows
}

/** Who was paid what in a distribution. A holder is known by the party he became and the class; amounts in minor units. */
export type PaidLine = {
  line: number
  recipient: Recipient
  holderId: string | null
  classId: string | null
  gross: bigint
  withheld: bigint
}

/** The lines of a distribution; all lines of a class together are what the class got. */
export async function paidLines(
  em: EntityManager,
  { source, distribution, projectId }: StagedRun,
): Promise<PaidLine[]> {
  const { rows } = await sql<PaidLine>`
    select staged.line, case said ->> 'recipient' when 'holder' then 'class:' || (said ->> 'class')
                             else said ->> 'recipient' end as recipient,
           holder.target_id as "holderId", class.id as "classId",
           (said ->> 'gross')::bigint as gross, (said ->> 'withheld')::bigint as withheld
      from staged
      left join (select reference, target_id from imported_line where kind = 'investors' and source = ${source}) as holder
        on holder.reference = said ->> 'investor'
      left join share_class as class
        on class.project_id = ${projectId} and class.code = said ->> 'class'
     where source = ${source} and said ->> 'distribution' = ${distribution} and said ->> 'project' = ${projectId}
     order by line`.execute(sqlOf(em))
  return rows
}
