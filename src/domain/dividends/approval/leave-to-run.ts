import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { formatAmount, parseAmount } from '../../money/money.ts'
import { refuse } from '../refusals.ts'
import type { RunPlan } from '../run/plan-run.ts'
import { movedParts, previewHash } from './preview-hash.ts'

/** The signature of a preview that no run has carried out yet. */
type OpenApproval = { id: string; hash: string; paidOn: string }

/**
 * What gives a planned run leave: the signature under exactly this preview, or the contract, where it lets runs up to
 * an amount go with the approval of their reports alone.
 * Refuses RUN_NOT_APPROVED, PAYMENT_DATE_PASSED, PREVIEW_STALE with the names of the parts that moved.
 */
export async function leaveToRun(em: EntityManager, plan: RunPlan): Promise<{ approvalId: string | null }> {
  const approval = await openApproval(em, plan.project.id)
  if (approval === undefined) {
    refuseUnsigned(plan)
    return { approvalId: null }
  }
  if (approval.paidOn !== plan.paidOn) {
    throw refuse.PAYMENT_DATE_PASSED({ signed: approval.paidOn, today: plan.paidOn })
  }
  const moved = movedParts(approval.hash, previewHash(plan))
  if (moved.length > 0) throw refuse.PREVIEW_STALE({ moved })
  return { approvalId: approval.id }
}

function refuseUnsigned({ contract, amount, project }: RunPlan): void {
  const { currency } = project
  const { unsignedUpTo } = contract.terms
  const limit = unsignedUpTo === undefined ? -1n : parseAmount(unsignedUpTo, currency)
  if (amount <= limit) return
  throw refuse.RUN_NOT_APPROVED({
    amount: formatAmount(amount, currency),
    limit: unsignedUpTo ?? 'nothing',
    currency,
  })
}

/** The latest signature of a project, unless a run has carried it out. */
async function openApproval(em: EntityManager, projectId: string): Promise<OpenApproval | undefined> {
  const latest = await sqlOf(em)
    .selectFrom('distributionApproval')
    .leftJoin('distribution', 'distribution.approvalId', 'distributionApproval.id')
    .select(['distributionApproval.id', 'hash', 'distributionApproval.paidOn', 'distribution.id as runId'])
    .where('distributionApproval.projectId', '=', projectId)
    .orderBy('distributionApproval.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (latest === undefined || latest.runId !== null) return undefined
  return { id: latest.id, hash: latest.hash, paidOn: latest.paidOn }
}
