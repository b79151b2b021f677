import { act } from '../act.ts'
import { system } from '../domain/acts/actor.ts'
import { recordRefundSent } from '../domain/payments/refunds/record-refund-sent.ts'
import { unsentRefunds } from '../domain/payments/refunds/refunds.ts'
import type { Workshop } from './job.ts'
import { outcomeOf, tryEach } from './try-each.ts'

/**
 * Asks the card processor for each refund that it was not asked for yet. The refund's own id goes with it, so that one
 * whose answer was lost is asked for again and given once.
 */
export async function sendCardRefunds({ orm, log, processor }: Workshop, now: Date): Promise<string> {
  if (processor == null) return 'there is no card processor'
  const unsent = new Map((await unsentRefunds(orm.em.fork())).map(refund => [refund.id, refund]))
  const deed = { actor: system('job'), verb: 'recordRefundSent', now }
  const { done, failed } = await tryEach(log, [...unsent.keys()], async refundId => {
    const refund = unsent.get(refundId)
    if (refund === undefined) return
    const processorReference = await processor.sendRefund(refund)
    await act(orm, deed, em => recordRefundSent(em, { refundId, processorReference }, now))
  })
  return outcomeOf(`${done} refunds asked for`, failed)
}
