import { newId } from '../../../src/domain/ids.ts'
import { openIntent } from '../../../src/domain/payments/cards/open-intent.ts'
import { settleCards } from '../../../src/domain/payments/cards/settle-cards.ts'
import { receiveCardPayment } from '../../../src/domain/shares/cards/receive-card-payment.ts'
import { recordDispute } from '../../../src/domain/shares/cards/record-dispute.ts'
import { recordRefundFailed } from '../../../src/domain/shares/cards/record-refund-failed.ts'
import { refundPayment } from '../../../src/domain/shares/cards/refund-payment.ts'
import { recordPayment } from '../../../src/domain/shares/record-payment.ts'
import { subscriptionOf } from '../../../src/domain/shares/subscriptions.ts'
import { withdraw } from '../../../src/domain/shares/withdraw.ts'
import { at, type worldOf } from '../../support/world.ts'

const NOW = '2025-01-11'
const COST = 50n

/**
 * A raise by card in which the investors bear the costs: Ann's shares are allotted and her payment is charged back then,
 * Bea's is charged back before, Cid withdraws and gets a part back to his card; Dee withdraws a transfer, which waits to go
 * back to her bank account. One payment is for no order; another is given back and disputed then, and its refund fails. The
 * processor has paid out some of it. Eve's order of another raise is cut, and a part of its rest goes back.
 */
export async function plantCards(world: ReturnType<typeof worldOf>) {
  const { classId } = await world.project()
  const cards = { paymentCosts: 'investor' as const, chargeback: 'receivable' as const, holdDays: 10 }
  const offering = await world.offering(classId, { cards, goalMode: 'keepWhatWasRaised', goal: 1000n })
  const [ann, bea, cid, dee] = [
    await world.person('Ann'),
    await world.person('Bea'),
    await world.person('Cid'),
    await world.person('Dee'),
  ]
  const pays = (subscriptionId: string | null, amount: bigint) =>
    world.run(NOW, async em => {
      const processorReference = `pi_${newId()}`
      const currency = 'EUR' as const
      if (subscriptionId !== null) {
        const shown = {
          subscriptionId,
          amount: amount - COST,
          cost: COST,
          bearer: 'investor' as const,
          currency,
        }
        await openIntent(em, { processorReference, ...shown }, at(NOW))
      }
      const payment = { processorReference, reference: null, amount, currency, paidAt: at(NOW) }
      const { cardPaymentId } = await receiveCardPayment(em, payment, at(NOW))
      return { cardPaymentId, processorReference }
    })
  const disputed = (payment: string, amount: bigint, now: string) =>
    world.run(now, em =>
      recordDispute(em, { processorReference: `dp_${payment}`, payment, amount, openedAt: at(now) }, at(now)),
    )
  const orders = {
    ann: await world.order(offering, ann, 3),
    bea: await world.order(offering, bea, 2),
    cid: await world.order(offering, cid, 1),
    dee: await world.order(offering, dee, 1),
  }
  const anns = await pays(orders.ann, 3_050n)
  const beas = await pays(orders.bea, 2_050n)
  const cids = await pays(orders.cid, 1_050n)
  await pays(null, 700n)
  const transfer = await transferred(world, orders.dee)
  for (const [subscriptionId, partyId] of [[orders.cid, cid] as const, [orders.dee, dee] as const]) {
    await world.run('2025-01-12', em => withdraw(em, { subscriptionId, partyId }, at('2025-01-12')))
  }
  for (const paymentId of [cids.cardPaymentId, transfer]) {
    await world.run('2025-01-13', em => refundPayment(em, { paymentId, amount: 500n }, at('2025-01-13')))
  }
  await disputed(beas.processorReference, 2_050n, '2025-01-14')
  await world.close(offering)
  const { disputeId } = await disputed(anns.processorReference, 1_000n, '2025-02-12')
  const payout = { processorReference: 'po_planted', net: 950n, fee: 50n, currency: 'EUR' as const }
  const { cardSettlementId } = await world.run('2025-02-13', em =>
    settleCards(em, { ...payout, settledAt: at('2025-02-13') }, at('2025-02-13')),
  )
  const payment = anns.cardPaymentId
  const planted = { ann, offering, payment, refunded: cids.cardPaymentId, disputeId }
  const stray = await pays(null, 300n)
  const failed = await plantFailure(world, stray, () =>
    disputed(stray.processorReference, 300n, '2025-02-14'),
  )
  return { ...planted, payout: cardSettlementId ?? '', failed, cut: await plantCut(world, pays) }
}

type Payment = { cardPaymentId: string; processorReference: string }

/** A payment of nobody goes back twice, and the first of them comes back to the platform, which bore the second. */
async function plantFailure(
  world: ReturnType<typeof worldOf>,
  { cardPaymentId: paymentId, processorReference: payment }: Payment,
  dispute: () => Promise<unknown>,
): Promise<string> {
  const now = at('2025-02-14')
  const { refundId } = await world.run(now, em => refundPayment(em, { paymentId, amount: null }, now))
  await dispute()
  const failure = { payment, processorReference: null, refundId, code: 'charge_disputed', failedAt: now }
  await world.run(now, em => recordRefundFailed(em, failure, now))
  return refundId
}

/** Eve and Fay order 16 of ten shares. */
async function plantCut(
  world: ReturnType<typeof worldOf>,
  pays: (subscriptionId: string, amount: bigint) => Promise<Payment>,
): Promise<string> {
  const { classId } = await world.project()
  const cards = { paymentCosts: 'investor' as const, chargeback: 'receivable' as const, holdDays: 10 }
  const offering = await world.offering(classId, { cards, allotment: 'proRata', shares: 10, goal: 10_000n })
  const eves = await world.order(offering, await world.person('Eve'), 8)
  const { cardPaymentId: paymentId } = await pays(eves, 8_050n)
  await pays(await world.order(offering, await world.person('Fay'), 8), 8_050n)
  await world.close(offering)
  const now = at('2025-02-15')
  return (await world.run(now, em => refundPayment(em, { paymentId, amount: 3_000n }, now))).refundId
}

async function transferred(world: ReturnType<typeof worldOf>, order: string): Promise<string> {
  const made = await world.run(NOW, async em => {
    const { amount, currency, reference: remittance } = await subscriptionOf(em, order)
    const money = { bankReference: newId(), amount, currency, receivedAt: at(NOW) }
    const payer = { iban: 'FR7630006000011234567890189', name: 'Dee' }
    return recordPayment(em, { ...money, remittance, payer }, at(NOW))
  })
  return made.receiptId
}
