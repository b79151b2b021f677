import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { runsOf } from './past-runs.ts'
import type { StandingRun } from './replay.ts'

/** The runs that a run follows, and what each of them took in. */
export type Taken = {
  /** By id. */
  runs: ReadonlyMap<string, StandingRun>
  /** The run of each report. */
  reports: ReadonlyMap<string, string>
  /** The run of each adjustment. */
  adjustments: ReadonlyMap<string, string>
}

/**
 * The runs that a run follows, `previousId` and those before it, and what they took in; for a run that was made, what it
 * took in itself too. What was reversed or made after it does not matter: it was not known then.
 */
export async function takenBefore(
  em: EntityManager,
  question: { projectId: string; previousId: string | null; takenBy: string | null },
): Promise<Taken> {
  const { projectId, previousId, takenBy } = question
  const all = await runsOf(em, projectId)
  const runs = new Map<string, StandingRun>()
  for (let run = all.get(previousId ?? ''); run !== undefined; run = all.get(run.previousId ?? '')) {
    runs.set(run.id, run)
  }
  const reports = await sqlOf(em)
    .selectFrom('distributionReport')
    .innerJoin('distribution', 'distribution.id', 'distributionId')
    .select(['reportId', 'distributionId'])
    .where('projectId', '=', projectId)
    .execute()
  const adjustments = await sqlOf(em)
    .selectFrom('distributionAdjustment')
    .innerJoin('distribution', 'distribution.id', 'distributionId')
    .select(['adjustmentId', 'distributionId'])
    .where('projectId', '=', projectId)
    .execute()
  const follows = ({ distributionId }: { distributionId: string }) => runs.has(distributionId)
  const isTaken = (row: { distributionId: string }) => follows(row) || row.distributionId === takenBy
  return {
    runs,
    reports: new Map(reports.filter(follows).map(row => [row.reportId, row.distributionId])),
    adjustments: new Map(adjustments.filter(isTaken).map(row => [row.adjustmentId, row.distributionId])),
  }
}
