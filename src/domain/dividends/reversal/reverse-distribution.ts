import type { EntityManager } from '@mikro-orm/postgresql'
import { lockSpending } from '../../ledger/lock-spending.ts'
import { lockProject } from '../../offerings/lock-project.ts'
import { refuse as refuseOfferings } from '../../offerings/refusals.ts'
import { dayOf, PLATFORM_ZONE } from '../../time/calendar.ts'
import { refuseIssuer } from '../revenue/independent.ts'
import { bookShortfall } from './book-shortfall.ts'
import { reversalRequestOf } from './reversals.ts'
import { reverseLine } from './reverse-line.ts'
import { reverseRun } from './reverse-run.ts'
import { refuseUnreversible, runOf } from './reversible.ts'

/**
 * An approver takes back what finance asked to be taken back, in this one transaction: a run as a whole, so that its
 * reports wait again and carries, residue and tiers are those of the run before; or one line. What the accounts do not
 * cover any more is to be recovered. He is not who asked, and not of the issuer.
 * Refuses REVERSAL_UNKNOWN, SAME_PERSON, APPROVER_IS_ISSUER and what `refuseUnreversible` refuses.
 */
export async function reverseDistribution(
  em: EntityManager,
  { requestId, approverId }: { requestId: string; approverId: string },
  now: Date,
): Promise<{ distributionId: string }> {
  const request = await reversalRequestOf(em, requestId)
  const { distributionId, line, requesterId } = request
  if (approverId === requesterId) throw refuseOfferings.SAME_PERSON({ what: 'A reversal' })
  const project = await lockProject(em, request.projectId)
  for (const at of [request.requestedAt, now]) await refuseIssuer(em, { project, personId: approverId }, at)
  const run = await runOf(em, distributionId)
  await refuseUnreversible(em, run, line)
  await lockSpending(em, 'exclusive')
  const bookedOn = dayOf(now, PLATFORM_ZONE)
  const reversal = { requestId, run, approverId, reversedAt: now, bookedOn }
  if (line === null) await reverseRun(em, reversal)
  else await reverseLine(em, reversal, line)
  const entry = line === null ? 'runReversed' : 'lineReversed'
  await bookShortfall(em, {
    causeId: requestId,
    entry,
    projectId: project.id,
    currency: project.currency,
    bookedOn,
  })
  return { distributionId }
}
