import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { formatAmount } from '../../money/money.ts'
import { lockProject } from '../../offerings/lock-project.ts'
import { notAhead, parseEvidence } from '../../parties/tax/evidence.ts'
import { within } from '../../refusal.ts'
import { dayOf, parseDay } from '../../time/calendar.ts'
import { refuse } from '../refusals.ts'
import { readExplanation } from '../revenue/explanation.ts'
import type { Repayment } from '../schedule/repayments.ts'
import type { EndingKind } from './ending-states.ts'
import { refuseMove } from './moves.ts'
import { endOf } from './project-ends.ts'

export type NewEnding = {
  projectId: string
  kind: EndingKind
  /** The day on which it happened, in the zone of the project: not one that is still to come. */
  occurredOn: string
  /** Where it is known from: one plain line. */
  source: string
  /** SHA-256 of the document, if there is one. */
  evidence: string | null
  recorderId: string
}

/**
 * Finance records what ends a project, from a source: that it is unlikely to pay, insolvent, wound up, or that its contract
 * is fulfilled. A winding up counts when an approver has confirmed it; the others at once, for no money follows. A
 * contract that repays a class is fulfilled when the class has back at least what it put in.
 * Refuses PROJECT_UNKNOWN, DATE_MALFORMED, DAY_AHEAD, EXPLANATION_MALFORMED, EVIDENCE_MALFORMED, CAPITAL_OPEN, and what
 * `refuseMove` refuses.
 */
export async function recordEnding(
  em: EntityManager,
  input: NewEnding,
  now: Date,
): Promise<{ endingId: string; projectId: string }> {
  const { projectId, kind, recorderId } = input
  const project = await lockProject(em, projectId)
  const today = dayOf(now, project.timeZone)
  const occurredOn = within('occurredOn', () => notAhead(parseDay(input.occurredOn), today))
  const source = within('source', () => readExplanation(input.source))
  const evidence = parseEvidence(input.evidence)
  const end = await endOf(em, project, now)
  refuseMove(end, { kind, occurredOn })
  if (kind === 'maturity' && end.repayment !== null) refuseCapitalOpen(end.repayment)
  const endingId = newId()
  const ending = { id: endingId, projectId, kind, occurredOn, source, evidence, recorderId, recordedAt: now }
  await sqlOf(em).insertInto('projectEnding').values(ending).execute()
  return { endingId, projectId }
}

/** Refuses CAPITAL_OPEN. */
function refuseCapitalOpen({ facts, principal, currency }: Repayment): void {
  const paid = facts.payments.reduce((total, payment) => total + payment.amount, 0n)
  if (paid >= principal) return
  const text = (minor: bigint) => formatAmount(minor, currency)
  throw refuse.CAPITAL_OPEN({ paid: text(paid), principal: text(principal), currency })
}
