import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import type { AccountName } from '../../ledger/accounts-for.ts'
import { book } from '../../ledger/book.ts'
import { lockAccount } from '../../ledger/lock-account.ts'
import { lockSpending } from '../../ledger/lock-spending.ts'
import { lockProject } from '../../offerings/lock-project.ts'
import { offeringOf } from '../../offerings/offerings.ts'
import { type DisputeRow, disputeNamed } from '../../payments/cards/disputes.ts'
import { cardProcessor, cardSuspense } from '../../payments/clients-money.ts'
import { refuse as refusePayment } from '../../payments/refusals.ts'
import { dayOf, PLATFORM_ZONE } from '../../time/calendar.ts'
import { holderAccount, recoverableAccount } from '../shares-accounts.ts'
import { orderPaidBy } from './paid-orders.ts'

/**
 * A dispute was decided for the platform, and the processor gave the money back: first it settles what is still to be
 * recovered for it, the rest lies on the investor's account. An order that the dispute ended stays ended: its shares may be
 * somebody else's by now, and its money leaves only to the card. The same again changes nothing. Refuses DISPUTE_UNKNOWN.
 */
export async function reverseDispute(
  em: EntityManager,
  { processorReference, wonAt }: { processorReference: string; wonAt: Date },
  now: Date,
): Promise<{ disputeId: string }> {
  const dispute = await disputeNamed(em, processorReference)
  if (dispute === undefined) throw refusePayment.DISPUTE_UNKNOWN({ reference: processorReference })
  const { id: disputeId, amount, currency } = dispute
  const { owed, own } = await accountsOf(em, dispute)
  await lockSpending(em, 'shared')
  const open = owed === null ? 0n : await lockAccount(em, owed)
  // Under the locks: the same event may be carried out twice at once.
  if ((await disputeNamed(em, processorReference))?.wonAt !== null) return { disputeId }
  const recovered = open < dispute.recoverable ? open : dispute.recoverable
  await sqlOf(em).insertInto('cardDisputeWin').values({ disputeId, recovered, wonAt }).execute()
  await book(em, { kind: 'chargebackWon', factId: disputeId, bookedOn: dayOf(now, PLATFORM_ZONE) }, [
    { account: cardProcessor(currency), amount },
    { account: own, amount: recovered - amount },
    ...(owed === null ? [] : [{ account: owed, amount: -recovered }]),
  ])
  return { disputeId }
}

/** Where the money goes: to what is to be recovered for it, if anything, and to whom. */
async function accountsOf(
  em: EntityManager,
  { cardPaymentId, currency }: DisputeRow,
): Promise<{ owed: AccountName | null; own: AccountName }> {
  const order = await orderPaidBy(em, cardPaymentId)
  if (order === undefined) return { owed: null, own: cardSuspense(currency) }
  const { projectId } = await offeringOf(em, order.offeringId)
  await lockProject(em, projectId)
  return {
    owed: recoverableAccount(order.partyId, projectId, currency),
    own: holderAccount(order.partyId, currency),
  }
}
