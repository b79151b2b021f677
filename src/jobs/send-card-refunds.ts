import { act } from '../act.ts'
import { system } from '../domain/acts/actor.ts'
import { recordRefundSent } from '../domain/payments/refunds/record-refund-sent.ts'
import { unsentRefunds } from '../domain/payments/refunds/refunds.ts'
import { recordRefundFailed } from '../domain/shares/cards/record-refund-failed.ts'
import type { Workshop } from './job.ts'
import { outcomeOf, tryEach } from './try-each.ts'

/**
 * Asks the card processor for each refund that it was not asked for yet. The refund's own id goes with it, so that one
 * whose answer was lost is asked for again and given once. What the processor refuses for good has failed: its money is back,
 * and it is not asked for again.
 */
export async function sendCardRefunds({ orm, log, processor }: Workshop, now: Date): Promise<string> {
  if (processor == null) return 'there is no card processor'
  const unsent = new Map((await unsentRefunds(orm.em.fork())).map(refund => [refund.id, refund]))
  const deed = (verb: string) => ({ actor: system('job'), verb, now })
  let refused = 0
  const { done, failed } = await tryEach(log, [...unsent.keys()], async refundId => {
    const refund = unsent.get(refundId)
    if (refund === undefined) return
    const answer = await processor.sendRefund(refund)
    if ('named' in answer) {
      const sent = { refundId, processorReference: answer.named }
      await act(orm, deed('recordRefundSent'), em => recordRefundSent(em, sent, now))
      return
    }
    const { refused: code } = answer
    const failure = { refundId, payment: refund.payment, processorReference: null, code, failedAt: now }
    await act(orm, deed('recordRefundFailed'), em => recordRefundFailed(em, failure, now))
    log.warn({ id: refundId, code }, 'the card processor refused a refund for good')
    refused++
  })
  const asked = `${done - refused} refunds asked for`
  return outcomeOf(refused === 0 ? asked : `${asked}, ${refused} refused`, failed)
}
