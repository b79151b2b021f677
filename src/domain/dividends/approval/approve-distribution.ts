import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { lockProject } from '../../offerings/lock-project.ts'
import { dayOf, PLATFORM_ZONE, parseDay } from '../../time/calendar.ts'
import { refuse } from '../refusals.ts'
import { refuseUnlessIndependent } from '../revenue/independent.ts'
import { planRun } from '../run/plan-run.ts'
import { movedParts, previewHash } from './preview-hash.ts'

export type NewApproval = { projectId: string; hash: string; paidOn: string; approverId: string }

/**
 * An approver signs the preview of a run by its hash: he is not of the issuer and reported none of it. The run is
 * carried out on the payment date and no other day; a later signature takes the place of this one.
 * Refuses PROJECT_UNKNOWN, DATE_MALFORMED, PAYMENT_DATE_PASSED, PREVIEW_STALE, APPROVER_REPORTED, APPROVER_IS_ISSUER
 * and what `planRun` refuses.
 */
export async function approveDistribution(
  em: EntityManager,
  input: NewApproval,
  now: Date,
): Promise<{ approvalId: string }> {
  const { hash, approverId } = input
  const paidOn = parseDay(input.paidOn)
  const today = dayOf(now, PLATFORM_ZONE)
  if (paidOn < today) throw refuse.PAYMENT_DATE_PASSED({ signed: paidOn, today })
  const project = await lockProject(em, input.projectId)
  const plan = await planRun(em, { project, paidOn }, now)
  for (const report of plan.reports) await refuseUnlessIndependent(em, { report, project, approverId }, now)
  const moved = movedParts(hash, previewHash(plan))
  if (moved.length > 0) throw refuse.PREVIEW_STALE({ moved })
  const approvalId = newId()
  await sqlOf(em)
    .insertInto('distributionApproval')
    .values({ id: approvalId, projectId: project.id, hash, paidOn, approverId, approvedAt: now })
    .execute()
  return { approvalId }
}
