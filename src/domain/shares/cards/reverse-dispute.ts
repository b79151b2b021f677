import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { cardPaymentWithId } from '../../payments/cards/card-payments.ts'
import { disputeNamed } from '../../payments/cards/disputes.ts'
import { refuse as refusePayment } from '../../payments/refusals.ts'
import { giveBack } from './give-back.ts'
import { lockPayment } from './lock-payment.ts'

/**
 * A dispute was decided for the platform, and the processor gave the money back: `giveBack` says to whom. An order that the
 * dispute ended stays ended: its shares may be somebody else's by now, and its money leaves only to the card. The same again
 * changes nothing. Refuses DISPUTE_UNKNOWN.
 */
export async function reverseDispute(
  em: EntityManager,
  { processorReference, wonAt }: { processorReference: string; wonAt: Date },
  now: Date,
): Promise<{ disputeId: string }> {
  const dispute = await disputeNamed(em, processorReference)
  if (dispute === undefined) throw refusePayment.DISPUTE_UNKNOWN({ reference: processorReference })
  const { id: disputeId, amount, cardPaymentId } = dispute
  const locked = await lockPayment(em, await cardPaymentWithId(em, cardPaymentId))
  // Under the locks: several messages tell of it, and they may come at once.
  if ((await disputeNamed(em, processorReference))?.wonAt !== null) return { disputeId }
  const entry = { kind: 'chargebackWon' as const, factId: disputeId }
  const given = await giveBack(em, { locked, amount, entry }, now)
  await sqlOf(em)
    .insertInto('cardDisputeWin')
    .values({ disputeId, ...given, wonAt })
    .execute()
  return { disputeId }
}
