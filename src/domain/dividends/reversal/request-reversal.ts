import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { lockProject } from '../../offerings/lock-project.ts'
import { within } from '../../refusal.ts'
import { readExplanation } from '../revenue/explanation.ts'
import type { LineName } from './reversals.ts'
import { refuseUnreversible, runOf } from './reversible.ts'

export type NewReversal = {
  distributionId: string
  /** Null: the run as a whole. */
  line: LineName | null
  /** Why: one plain line. */
  reason: string
  requesterId: string
}

/**
 * Finance asks for the latest run of a project to be taken back as a whole, or for one line of any run that stands.
 * Nothing moves until another person approves it.
 * Refuses DISTRIBUTION_UNKNOWN, EXPLANATION_MALFORMED and what `refuseUnreversible` refuses.
 */
export async function requestReversal(
  em: EntityManager,
  input: NewReversal,
  now: Date,
): Promise<{ requestId: string; distributionId: string }> {
  const { distributionId, line, requesterId } = input
  const run = await runOf(em, distributionId)
  const reason = within('reason', () => readExplanation(input.reason))
  await lockProject(em, run.projectId)
  await refuseUnreversible(em, run, line)
  const id = newId()
  await sqlOf(em)
    .insertInto('reversalRequest')
    .values({
      id,
      distributionId,
      classId: line?.classId ?? null,
      holderId: line?.holderId ?? null,
      reason,
      requesterId,
      requestedAt: now,
    })
    .execute()
  return { requestId: id, distributionId }
}
