import type { EntityManager } from '@mikro-orm/postgresql'
import { keyset, type Slice } from '../../../database/keyset.ts'
import { sqlOf } from '../../../database/sql.ts'
import type { Currency } from '../../money/currency.ts'
import type { Recipient } from '../../offerings/terms/contract-terms.ts'
import { refuse } from '../refusals.ts'
import type { AdjustmentKind } from './adjustment.ts'

/** An adjustment and what has become of it. Minor units, signed. */
export type AdjustmentRow = {
  id: string
  projectId: string
  currency: Currency
  reportId: string
  kind: AdjustmentKind
  correctsId: string | null
  recipient: Recipient | null
  amount: bigint
  reason: string
  preparerId: string
  preparedAt: Date
  approverId: string | null
  approvedAt: Date | null
  /** The run it went into. */
  distributionId: string | null
}

/** Refuses ADJUSTMENT_UNKNOWN. */
export async function adjustmentOf(em: EntityManager, adjustmentId: string): Promise<AdjustmentRow> {
  const [found] = await rows(all(em).where('adjustment.id', '=', adjustmentId))
  if (found === undefined) throw refuse.ADJUSTMENT_UNKNOWN({ adjustmentId })
  return found
}

/** The adjustments with these ids, those that exist. */
export function adjustments(em: EntityManager, ids: readonly string[]): Promise<AdjustmentRow[]> {
  return rows(all(em).where('adjustment.id', 'in', ids))
}

/** A page of the adjustments of a project, by id. */
export function adjustmentsPage(
  em: EntityManager,
  projectId: string,
  slice: Slice,
): Promise<AdjustmentRow[]> {
  const { within, order, limit } = keyset(['adjustment.id'], slice)
  return rows(all(em).where('adjustment.projectId', '=', projectId).where(within).orderBy(order).limit(limit))
}

/** The approved adjustments of a project, in the order in which they were prepared. */
export function approvedAdjustments(em: EntityManager, projectId: string): Promise<AdjustmentRow[]> {
  return rows(
    all(em)
      .where('adjustment.projectId', '=', projectId)
      .where('approvedAt', 'is not', null)
      .orderBy('adjustment.id'),
  )
}

/** The adjustments that went into a distribution, also when it was reversed. */
export function adjustmentsOfDistribution(
  em: EntityManager,
  distributionId: string,
): Promise<AdjustmentRow[]> {
  const took = sqlOf(em).selectFrom('distributionAdjustment').where('distributionId', '=', distributionId)
  return rows(all(em).where('adjustment.id', 'in', took.select('adjustmentId')).orderBy('adjustment.id'))
}

/** Projects with approved adjustments that wait for a run. */
export async function projectsToAdjust(em: EntityManager): Promise<string[]> {
  const found = await all(em)
    .where('approvedAt', 'is not', null)
    .where('taken.distributionId', 'is', null)
    .execute()
  return [...new Set(found.map(row => row.projectId))]
}

export type AdjustmentLineRow = {
  adjustmentId: string
  line: number
  source: string
  category: string | null
  units: bigint
  gross: bigint
  deduction: bigint
}

/** The lines of these adjustments, in order. */
export async function linesOfAdjustments(
  em: EntityManager,
  ids: readonly string[],
): Promise<AdjustmentLineRow[]> {
  if (ids.length === 0) return []
  return sqlOf(em)
    .selectFrom('adjustmentLine')
    .select(['adjustmentId', 'line', 'source', 'category', 'units', 'gross', 'deduction'])
    .where('adjustmentId', 'in', ids)
    .orderBy('adjustmentId')
    .orderBy('line')
    .execute()
}

async function rows(query: ReturnType<typeof all>): Promise<AdjustmentRow[]> {
  return (await query.execute()) as AdjustmentRow[]
}

function all(em: EntityManager) {
  return sqlOf(em)
    .selectFrom('adjustment')
    .innerJoin('project', 'project.id', 'adjustment.projectId')
    .leftJoin('adjustmentApproval', 'adjustmentApproval.adjustmentId', 'adjustment.id')
    .leftJoin(
      // A run that was reversed gives its adjustments back to the next.
      qb =>
        qb
          .selectFrom('distributionAdjustment')
          .leftJoin('runReversal', 'runReversal.distributionId', 'distributionAdjustment.distributionId')
          .select(['adjustmentId', 'distributionAdjustment.distributionId'])
          .where('runReversal.distributionId', 'is', null)
          .as('taken'),
      join => join.onRef('taken.adjustmentId', '=', 'adjustment.id'),
    )
    .select([
      'adjustment.id',
      'adjustment.projectId',
      'currency',
      'reportId',
      'kind',
      'correctsId',
      'recipient',
      'adjustment.amount',
      'reason',
      'preparerId',
      'preparedAt',
      'approverId',
      'approvedAt',
      'taken.distributionId',
    ])
}
