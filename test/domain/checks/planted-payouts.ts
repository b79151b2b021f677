import { newId } from '../../../src/domain/ids.ts'
import { rejectLegs } from '../../../src/domain/payments/payouts/reject-legs.ts'
import { returnLeg } from '../../../src/domain/payments/payouts/return-leg.ts'
import { settleLegs } from '../../../src/domain/payments/payouts/settle-legs.ts'
import { refundPayment } from '../../../src/domain/shares/cards/refund-payment.ts'
import { recordPayment } from '../../../src/domain/shares/record-payment.ts'
import { subscriptionOf } from '../../../src/domain/shares/subscriptions.ts'
import { withdraw } from '../../../src/domain/shares/withdraw.ts'
import type { TestDatabase } from '../../support/database.ts'
import { ANNS_IBAN, payingOf } from '../../support/paying.ts'
import { at } from '../../support/world.ts'

const [DAY, NOW] = ['2025-07-07', '2025-07-02']

/** Four who are paid: one is, one is refused by the bank, one gets it and sends it back; and what goes back is on its way. */
export async function plantPayouts(database: Pick<TestDatabase, 'orm'>) {
  const { world, em, known, sent } = payingOf(database)
  const { projectId, holders } = await world.funded({ Pat: 2, Quin: 1, Ray: 1 })
  await world.month(projectId, '2025-03', '400.00')
  const [pat = '', quin = '', ray = ''] = [holders.Pat, holders.Quin, holders.Ray]
  for (const holder of [pat, quin, ray]) await known(holder, '2025-06-01')
  const refundId = await plantRefund({ world, em })
  const { batchId, legs } = await sent(DAY, NOW)
  const legOf = (partyId: string) => legs.find(leg => leg.payeeOwnerId === partyId)
  const nameOf = (partyId: string) => legOf(partyId)?.endToEndId ?? ''
  const settled = { endToEndIds: [nameOf(pat), nameOf(ray)], debitId: null }
  await world.run(DAY, em => settleLegs(em, settled, at(DAY)))
  await world.run(DAY, em => rejectLegs(em, { endToEndIds: [nameOf(quin)], reason: 'AC01' }, at(DAY)))
  const back = { endToEndId: nameOf(ray), reason: 'AC04', receiptId: null }
  await world.run(DAY, em => returnLeg(em, back, at(DAY)))
  const ids = { paid: legOf(pat)?.id ?? '', refused: legOf(quin)?.id ?? '', back: legOf(ray)?.id ?? '' }
  return { ...ids, batch: batchId, refund: refundId, pat, quin }
}

/** A withdrawn order that goes back to the account it was paid from. */
async function plantRefund({
  world,
  em,
}: Pick<ReturnType<typeof payingOf>, 'world' | 'em'>): Promise<string> {
  const { classId } = await world.project()
  const partyId = await world.person('Sam')
  const subscriptionId = await world.order(await world.offering(classId), partyId, 1)
  const { reference } = await subscriptionOf(em(), subscriptionId)
  const credit = {
    bankReference: newId(),
    amount: 1_000n,
    currency: 'EUR' as const,
    receivedAt: at('2025-01-11'),
  }
  const payment = { ...credit, remittance: reference, payer: { iban: ANNS_IBAN, name: 'Sam' } }
  const { receiptId } = await world.run('2025-01-11', tx => recordPayment(tx, payment, at('2025-01-11')))
  await world.run('2025-01-12', tx => withdraw(tx, { subscriptionId, partyId }, at('2025-01-12')))
  const refund = { paymentId: receiptId, amount: null }
  return (await world.run('2025-01-13', tx => refundPayment(tx, refund, at('2025-01-13')))).refundId
}
