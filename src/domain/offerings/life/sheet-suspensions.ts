import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'

/** That an offering stood still for its sheet, and since when it goes on under a corrected one. */
export type SuspensionRow = {
  offeringId: string
  /** The version of the terms whose sheet was found wrong. */
  version: number
  reason: string
  suspendedAt: Date
  correctBy: Date
  /** Null: it was never corrected, or not yet. */
  correctedAt: Date | null
}

/** The suspensions of these offerings, the first one of each first. */
export function suspensionsOf(em: EntityManager, offeringIds: readonly string[]): Promise<SuspensionRow[]> {
  return sqlOf(em)
    .selectFrom('sheetSuspension')
    .leftJoin('offeringRevisionApproval as approval', join =>
      join
        .onRef('approval.offeringId', '=', 'sheetSuspension.offeringId')
        .onRef('approval.version', '>', 'sheetSuspension.version'),
    )
    .distinctOn(['sheetSuspension.offeringId', 'sheetSuspension.version'])
    .select(['sheetSuspension.offeringId', 'sheetSuspension.version', 'reason', 'suspendedAt', 'correctBy'])
    .select('approvedAt as correctedAt')
    .where('sheetSuspension.offeringId', 'in', offeringIds)
    .orderBy('sheetSuspension.offeringId')
    .orderBy('sheetSuspension.version')
    .orderBy('approval.version')
    .execute()
}
