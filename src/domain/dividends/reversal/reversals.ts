import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { refuse } from '../refusals.ts'

/** A line of a run: of which class and holder. */
export type LineName = { classId: string; holderId: string }

/** A request for a reversal: of the whole run, or of one line. */
export type ReversalRequestRow = {
  id: string
  distributionId: string
  projectId: string
  line: LineName | null
  reason: string
  requesterId: string
  requestedAt: Date
}

/** A request for a reversal. Refuses REVERSAL_UNKNOWN. */
export async function reversalRequestOf(em: EntityManager, id: string): Promise<ReversalRequestRow> {
  const row = await requests(em).where('reversalRequest.id', '=', id).executeTakeFirst()
  if (row === undefined) throw refuse.REVERSAL_UNKNOWN({ id })
  return readRequest(row)
}

/** The requests about a run that wait for an approver, oldest first: its own, and those of lines that stand. */
export async function openReversalRequests(
  em: EntityManager,
  distributionId: string,
): Promise<ReversalRequestRow[]> {
  const whole = await runReversals(em, [distributionId])
  if (whole.length > 0) return []
  const key = ({ classId, holderId }: LineName) => `${classId}:${holderId}`
  const reversed = new Set((await lineReversals(em, [distributionId])).map(key))
  const found = await requests(em)
    .where('distributionId', '=', distributionId)
    .orderBy('reversalRequest.id')
    .execute()
  return found.map(readRequest).filter(({ line }) => line === null || !reversed.has(key(line)))
}

function requests(em: EntityManager) {
  return sqlOf(em)
    .selectFrom('reversalRequest')
    .innerJoin('distribution', 'distribution.id', 'distributionId')
    .select([
      'reversalRequest.id',
      'distributionId',
      'projectId',
      'classId',
      'holderId',
      'reason',
      'requesterId',
      'requestedAt',
    ])
}

type FoundRequest = Omit<ReversalRequestRow, 'line'> & { classId: string | null; holderId: string | null }

function readRequest({ classId, holderId, ...request }: FoundRequest): ReversalRequestRow {
  return { ...request, line: classId === null || holderId === null ? null : { classId, holderId } }
}

/** That a run or a line was taken back, and why. */
export type ReversalRow = {
  distributionId: string
  reversedAt: Date
  approverId: string
  requesterId: string
  reason: string
}

/** The reversals of these runs as a whole, those there are. */
export function runReversals(em: EntityManager, distributionIds: readonly string[]): Promise<ReversalRow[]> {
  return sqlOf(em)
    .selectFrom('runReversal')
    .innerJoin('reversalRequest', 'reversalRequest.id', 'requestId')
    .select(['runReversal.distributionId', 'reversedAt', 'approverId', 'requesterId', 'reason'])
    .where('runReversal.distributionId', 'in', distributionIds)
    .execute()
}

/** The reversals of single lines of these runs, those there are. */
export function lineReversals(
  em: EntityManager,
  distributionIds: readonly string[],
): Promise<(ReversalRow & LineName)[]> {
  return sqlOf(em)
    .selectFrom('lineReversal')
    .innerJoin('reversalRequest', 'reversalRequest.id', 'requestId')
    .select([
      'lineReversal.distributionId',
      'lineReversal.classId',
      'lineReversal.holderId',
      'reversedAt',
      'approverId',
      'requesterId',
      'reason',
    ])
    .where('lineReversal.distributionId', 'in', distributionIds)
    .execute()
}

/** When the lines of a holder in a run were taken back, with it or the latest of them by itself; null while they stand. */
export async function reversedAtOf(
  em: EntityManager,
  { distributionId, holderId }: { distributionId: string; holderId: string },
): Promise<Date | null> {
  const whole = await runReversals(em, [distributionId])
  const single = (await lineReversals(em, [distributionId])).filter(row => row.holderId === holderId)
  const times = [...whole, ...single].map(row => row.reversedAt.getTime())
  return times.length === 0 ? null : new Date(Math.max(...times))
}

/** The number of the latest run of a project that stands; 0 when none does. */
export async function latestStandingNumber(em: EntityManager, projectId: string): Promise<number> {
  const latest = await sqlOf(em)
    .selectFrom('distribution')
    .leftJoin('runReversal', 'runReversal.distributionId', 'distribution.id')
    .select('number')
    .where('projectId', '=', projectId)
    .where('runReversal.distributionId', 'is', null)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return latest?.number ?? 0
}

/** The number of the latest run of a project, reversed or not; 0 before the first. */
export async function latestNumberOf(em: EntityManager, projectId: string): Promise<number> {
  const latest = await sqlOf(em)
    .selectFrom('distribution')
    .select('number')
    .where('projectId', '=', projectId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return latest?.number ?? 0
}

/** A line that was taken back, and by how much it had moved its holder's carry, in 10^-18 minor units. */
export type LineTakenBack = LineName & { requestId: string; carryBack: bigint; afterNumber: number }

/** The lines of a project that were taken back since a run was made: the next run that starts from it knows of them. */
export function linesTakenBackSince(
  em: EntityManager,
  projectId: string,
  number: number,
): Promise<LineTakenBack[]> {
  return sqlOf(em)
    .selectFrom('lineReversal')
    .innerJoin('distribution', 'distribution.id', 'lineReversal.distributionId')
    .select(['requestId', 'classId', 'holderId', 'carryBack', 'afterNumber'])
    .where('projectId', '=', projectId)
    .where('afterNumber', '>=', number)
    .orderBy('requestId')
    .execute()
}

/** In how many runs that were reversed each of these reports was; who is missing was in none. */
export async function reversedRunsOf(
  em: EntityManager,
  reportIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await sqlOf(em)
    .selectFrom('distributionReport')
    .innerJoin('runReversal', 'runReversal.distributionId', 'distributionReport.distributionId')
    .select(({ fn, cast }) => ['reportId', cast<number>(fn.countAll(), 'integer').as('runs')])
    .where('reportId', 'in', reportIds)
    .groupBy('reportId')
    .execute()
  return new Map(rows.map(row => [row.reportId, row.runs]))
}

/**
 * What lines that were taken back one by one returned to the revenue account of a project and no approved adjustment gives
 * out as a leftover, in minor units of its currency: no run may use it.
 */
export async function keptForAdjustment(em: EntityManager, projectId: string): Promise<bigint> {
  const { rows } = await sql<{ kept: bigint }>`
    select greatest(coalesce((select sum(gross) from line_reversal join dividend using (distribution_id, class_id, holder_id)
                                join distribution on distribution.id = distribution_id
                               where project_id = ${projectId}), 0)
                  - coalesce((select sum(amount) from adjustment join adjustment_approval on adjustment_id = id
                               where project_id = ${projectId} and kind = 'leftover'), 0)
                  - coalesce((select sum(amount) from write_off join project_ending on ending_id = id
                               where project_id = ${projectId}), 0), 0)::bigint as kept`.execute(sqlOf(em))
  return rows[0]?.kept ?? 0n
}
