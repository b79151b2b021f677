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
import { account, entry, type Fault, shift } from './planted-world.ts'

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

const GOES =
  'A payout goes to whom the money is owed, on an account that he named or that paid, in the currency of its batch'
const ANSWERS =
  'The bank answers what was sent to it, only what was not sent is cancelled, and only what was settled comes back'

/** What leaves to the wrong one, alone, twice, or against what the bank says. */
export const PAYOUT_FAULTS: readonly Fault[] = [
  [
    'a payout of somebody else’s money',
    w => `update payout_leg set payee_owner_id = '${w.payouts.quin}' where id = '${w.payouts.paid}'`,
    GOES,
  ],
  [
    'a payout to the account of somebody else',
    w => `update payout_account set owner_id = '${newId()}' where owner_id = '${w.payouts.pat}'`,
    GOES,
  ],
  [
    'a refund of less than was promised',
    w => `update refund set amount = amount + 1 where id = '${w.payouts.refund}'`,
    GOES,
  ],
  [
    'a refund that leaves twice',
    w => `update payout_leg set refund_id = '${w.payouts.refund}' where id = '${w.payouts.paid}'`,
    'A refund is on its way, or has left, once at most',
  ],
  [
    'a batch that nobody approved',
    w => `delete from payout_approval where batch_id = '${w.payouts.batch}'`,
    'A batch is sent after somebody else than who prepared it approved it',
  ],
  [
    'a batch that its preparer approved',
    w => `update payout_approval set approver_id = preparer_id from payout_batch
           where batch_id = payout_batch.id and batch_id = '${w.payouts.batch}'`,
    'A batch is sent after somebody else than who prepared it approved it',
  ],
  [
    'a payout that was cancelled after it was sent',
    w => `update payout_leg_end set how = 'cancelled' where leg_id = '${w.payouts.refused}'`,
    ANSWERS,
  ],
  [
    'a payout that came back and had never left',
    w => `update payout_leg_end set how = 'rejected' where leg_id = '${w.payouts.back}'`,
    ANSWERS,
  ],
  [
    'payouts that are more than the debit of the bank',
    w =>
      `update payout_leg_end set debit_id = (select id from bank_debit limit 1) where leg_id = '${w.payouts.paid}'`,
    'Payouts claim no more of a debit of the bank than it is, and come back as receipts of their amount',
  ],
  [
    'a payout of which a cent stayed on the account',
    w =>
      shift(entry('payoutPrepared', w.payouts.paid), account('transit'), account('holder', w.payouts.pat), 1),
    'In transit is what was prepared to be paid out and did not end, and nothing else',
  ],
  [
    'a payout that was booked as settled and is not',
    w => `delete from payout_leg_end where leg_id = '${w.payouts.paid}'`,
    'Every entry books a fact that is there',
  ],
]
