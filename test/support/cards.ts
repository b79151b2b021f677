import type { Orm } from '../../src/database/orm.ts'
import { newId } from '../../src/domain/ids.ts'
import { balances } from '../../src/domain/ledger/balances.ts'
import type { AccountKind } from '../../src/domain/ledger/kinds.ts'
import { cardOrderOf } from '../../src/domain/shares/cards/card-order.ts'
import { payByCard } from '../../src/domain/shares/cards/pay-by-card.ts'
import { receiveCardPayment } from '../../src/domain/shares/cards/receive-card-payment.ts'
import { recordCardRefund } from '../../src/domain/shares/cards/record-card-refund.ts'
import { recordDispute } from '../../src/domain/shares/cards/record-dispute.ts'
import { recordRefundFailed } from '../../src/domain/shares/cards/record-refund-failed.ts'
import { refundPayment } from '../../src/domain/shares/cards/refund-payment.ts'
import { reverseDispute } from '../../src/domain/shares/cards/reverse-dispute.ts'
import { subscriptionOf } from '../../src/domain/shares/subscriptions.ts'
import { at, worldOf } from './world.ts'

/** The card clauses that tests raise money under. */
export const BORNE_BY = (paymentCosts: 'platform' | 'issuer' | 'investor') => ({
  paymentCosts,
  chargeback: 'receivable' as const,
  holdDays: 10,
})

/** What the card processor tells, and what becomes of it, in the world of a database. */
export function cardsOf(database: { orm: Orm }) {
  const world = worldOf(database)
  const em = () => database.orm.em.fork()

  /** An offering of 100 shares at 10.00 EUR that takes cards, and a person. */
  async function raise(bearer: 'platform' | 'issuer' | 'investor' = 'platform') {
    const project = await world.project()
    const terms = { cards: BORNE_BY(bearer), goalMode: 'keepWhatWasRaised' as const, goal: 1000n }
    const offeringId = await world.offering(project.classId, terms)
    return { ...project, offeringId, ann: await world.person('Ann') }
  }

  /** The investor asks how to pay by card; answers the processor's name for it. */
  async function intend(
    subscriptionId: string,
    now = '2025-01-11',
  ): Promise<{ named: string; total: bigint }> {
    const { partyId } = await subscriptionOf(em(), subscriptionId)
    const { total } = await cardOrderOf(em(), { subscriptionId, partyId }, at(now))
    const named = `pi_${newId()}`
    await world.run(now, tx => payByCard(tx, { subscriptionId, partyId, processorReference: named }, at(now)))
    return { named, total }
  }

  const charge = async (
    named: string,
    amount: bigint,
    now = '2025-01-11',
    reference: string | null = null,
  ) => {
    const payment = {
      processorReference: named,
      reference,
      amount,
      currency: 'EUR' as const,
      paidAt: at(now),
    }
    return (await world.run(now, tx => receiveCardPayment(tx, payment, at(now)))).cardPaymentId
  }

  /** An order that was paid by card. */
  async function paid(offeringId: string, partyId: string, shares: number) {
    const order = await world.order(offeringId, partyId, shares)
    const { named, total } = await intend(order)
    return { order, named, total, payment: await charge(named, total) }
  }

  const dispute = (named: string, amount: bigint, now: string, processorReference = `dp_${newId()}`) =>
    world
      .run(now, tx =>
        recordDispute(tx, { processorReference, payment: named, amount, openedAt: at(now) }, at(now)),
      )
      .then(() => processorReference)

  const win = (processorReference: string, now: string) =>
    world.run(now, tx => reverseDispute(tx, { processorReference, wonAt: at(now) }, at(now)))

  /** Somebody gives money of a payment back at the processor. */
  const refundedThere = (
    payment: string,
    amount: bigint,
    now: string,
    processorReference = `re_${newId()}`,
  ) =>
    world.run(now, tx => {
      const told = { payment, processorReference, refundId: null }
      return recordCardRefund(tx, { ...told, amount, at: at(now) }, at(now))
    })

  /** The processor tells that a refund failed, by its own name for it or by our id. */
  const refundFailed = (
    payment: string,
    now: string,
    named: { processorReference?: string; refundId?: string },
  ) =>
    world.run(now, tx => {
      const told = { payment, processorReference: null, refundId: null, ...named }
      const failed = { ...told, code: 'expired_or_canceled_card', failedAt: at(now) }
      return recordRefundFailed(tx, failed, at(now))
    })

  const refund = (paymentId: string, amount: bigint | null, now = '2025-01-20') =>
    world.run(now, tx => refundPayment(tx, { paymentId, amount }, at(now))).then(made => made.refundId)

  /** What lies on all accounts of a kind in this database, for this owner if one is named; as the owner sees it. */
  const lies = async (kind: AccountKind, ownerId?: string): Promise<bigint> =>
    (await balances(em(), ownerId === undefined ? { kind } : { kind, ownerId })).reduce(
      (sum, { amount }) => sum + amount,
      0n,
    )

  return { world, em, raise, intend, charge, paid, dispute, win, refundedThere, refundFailed, refund, lies }
}
