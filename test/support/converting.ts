import {
  type ChangedMoney,
  recordMoneyChanged,
} from '../../src/domain/dividends/conversion/record-money-changed.ts'
import { approveRevenue } from '../../src/domain/dividends/revenue/approve-revenue.ts'
import { receiveRevenue } from '../../src/domain/dividends/revenue/receive-revenue.ts'
import { reportRevenue } from '../../src/domain/dividends/revenue/report-revenue.ts'
import { newId } from '../../src/domain/ids.ts'
import { balanceOf } from '../../src/domain/ledger/balances.ts'
import { recordRates } from '../../src/domain/ledger/exchange/record-rates.ts'
import type { Currency } from '../../src/domain/money/currency.ts'
import { writeMoney } from '../../src/domain/payments/bank/write-money.ts'
import { recordReceipt } from '../../src/domain/payments/record-receipt.ts'
import type { TestDatabase } from './database.ts'
import { at, worldOf } from './world.ts'

/** The day of what is not told another. */
const USUAL = '2025-04-05'
const MARCH = { periodStart: '2025-03-01', periodEnd: '2025-03-31' }

/** Reports and orders in other currencies, their rates, and a bank that changes the money of a day, usually 5 April 2025. */
export function convertingOf(database: Pick<TestDatabase, 'orm'>, now = USUAL, period = MARCH) {
  const world = worldOf(database)
  const em = () => database.orm.em.fork()
  const credit = (amount: bigint, currency: Currency) => {
    return { amount, currency, receivedAt: at(now), bankReference: newId(), remittance: '', payer: null }
  }

  const rate = (from: string, to: string, value: string, since: string) =>
    world.run(now, tx =>
      recordRates(tx, { rates: [{ from, to, rate: value, source: 'ECB', at: at(since) }] }, at(now)),
    )
  async function reported(projectId: string, currency: string, amounts: string[]): Promise<string> {
    const lines = amounts.map(amount => {
      return { source: 'Sales', gross: { amount, currency }, deduction: null, deductionLabel: null }
    })
    const report = { projectId, ...period, lines, reporterId: newId() }
    return (await world.run(now, tx => reportRevenue(tx, report, at(now)))).reportId
  }
  const approve = (reportId: string, when = now) =>
    world.run(when, tx => approveRevenue(tx, { reportId, approverId: newId() }, at(when)))
  const receive = (projectId: string, amount: bigint, currency: Currency) =>
    world.run(now, tx => receiveRevenue(tx, { ...credit(amount, currency), projectId }, at(now)))

  /** A receipt in suspense. */
  const arrived = async (amount: bigint, currency: Currency) =>
    (await world.run(now, tx => recordReceipt(tx, credit(amount, currency), at(now)))).receiptId
  /** A debit in suspense. */
  async function left(amount: bigint, currency: Currency): Promise<string> {
    const named = { endToEndId: null, orderedIn: { messageId: null, paymentId: null }, returned: null }
    const what = { bankReference: newId(), bookedOn: now, at: at(now), remittance: '', party: null }
    const debit = { ...named, ...what, amount: -amount, currency, reversal: false, meant: [] }
    const { ids } = await world.run(now, async tx => {
      return { ids: (await writeMoney(tx, [debit], at(now))).map(({ id }) => id) }
    })
    return ids[0] as string
  }
  const record = (input: Omit<ChangedMoney, 'subscriptionIds'> & { subscriptionIds?: string[] }) =>
    world.run(now, tx => recordMoneyChanged(tx, { subscriptionIds: [], ...input }, at(now)))
  /** The bank changes money into euros, in one piece or several. */
  async function changed(input: { out: [bigint, Currency]; back: bigint[]; reportIds: string[] }) {
    const debitId = await left(...input.out)
    const receiptIds = []
    for (const amount of input.back) receiptIds.push(await arrived(amount, 'EUR'))
    return record({ debitId, receiptIds, reportIds: input.reportIds })
  }

  const revenue = (scopeId: string, currency: Currency) =>
    balanceOf(em(), { kind: 'revenue', scopeId, currency })
  const exchange = (currency: Currency) => balanceOf(em(), { kind: 'exchange', currency })
  return { world, em, rate, reported, approve, receive, arrived, left, record, changed, revenue, exchange }
}
