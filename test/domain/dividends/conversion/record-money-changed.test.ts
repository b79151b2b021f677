import { describe, expect, test } from '@jest/globals'
import { runChecks } from '../../../../src/domain/checks/run-checks.ts'
import { reportOf } from '../../../../src/domain/dividends/revenue/reports.ts'
import { requestReversal } from '../../../../src/domain/dividends/reversal/request-reversal.ts'
import { reverseDistribution } from '../../../../src/domain/dividends/reversal/reverse-distribution.ts'
import { distribute } from '../../../../src/domain/dividends/run/distribute.ts'
import { newId } from '../../../../src/domain/ids.ts'
import { debitsPage } from '../../../../src/domain/payments/bank/bank-debits.ts'
import { settleLegs } from '../../../../src/domain/payments/payouts/settle-legs.ts'
import { answeringOf } from '../../../support/answering.ts'
import { convertingOf } from '../../../support/converting.ts'
import { useDatabase } from '../../../support/database.ts'
import { at } from '../../../support/world.ts'

const database = useDatabase()
const bank = convertingOf(database)
const { world, em, revenue, exchange } = bank
const NOW = '2025-04-05'
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })

/** An approved report of 100.00 dollars, which are 80.00 euros, and the dollars. */
async function waiting(shares: Record<string, number> = { Ann: 10 }) {
  const { projectId } = await world.funded(shares)
  await bank.rate('EUR', 'USD', '1.25', '2025-04-01')
  const id = await bank.reported(projectId, 'USD', ['100.00'])
  await bank.approve(id)
  await bank.receive(projectId, 10_000n, 'USD')
  return { projectId, id }
}
const positions = async () => [await exchange('USD'), await exchange('EUR')] as const
const broken = async () => (await em().transactional(tx => runChecks(tx))).filter(each => each.violations > 0)

describe('money that the bank changed', () => {
  test('makes revenue payable; what the bank gave beyond the stored rate stays on exchange', async () => {
    const { projectId, id } = await waiting()
    const before = await positions()
    await bank.changed({ out: [10_000n, 'USD'], back: [8000n, 50n], reportIds: [id] })
    expect([await revenue(projectId, 'USD'), await revenue(projectId, 'EUR')]).toEqual([0n, 8000n])
    expect(await positions()).toEqual([before[0], before[1] - 50n])
    expect(await broken()).toEqual([])
  })

  test('is short where it is less than the stored rate, until an earlier gain or more money makes it good', async () => {
    const first = await waiting()
    const [, gain] = await positions()
    const less = 7000n + gain
    const debitId = await bank.left(10_000n, 'USD')
    const came = await bank.arrived(less, 'EUR')
    const record = (...receiptIds: string[]) => bank.record({ debitId, receiptIds, reportIds: [first.id] })
    await expect(record(came)).rejects.toThrow(refused('EXCHANGE_SHORT', `10.00 EUR is missing`))
    expect(await revenue(first.projectId, 'USD')).toBe(10_000n)
    await record(came, await bank.arrived(1000n, 'EUR'))
    expect(await revenue(first.projectId, 'EUR')).toBe(8000n)
    expect(await broken()).toEqual([])
  })

  test('is told again without effect, and once it is, waits on no work list', async () => {
    const { projectId, id } = await waiting()
    const [debitId, came] = [await bank.left(10_000n, 'USD'), await bank.arrived(8000n, 'EUR')]
    const listed = async () =>
      (await debitsPage(em(), { limit: 100, inverted: false })).some(row => row.id === debitId)
    expect(await listed()).toBe(true)
    await bank.record({ debitId, receiptIds: [came], reportIds: [id] })
    await bank.record({ debitId, receiptIds: [came], reportIds: [id] })
    expect(await listed()).toBe(false)
    expect(await revenue(projectId, 'EUR')).toBe(8000n)
  })

  test('is not told again with other receipts or reports: they wait for a debit of their own', async () => {
    const [first, other] = [await waiting(), await waiting()]
    const [debitId, came] = [await bank.left(10_000n, 'USD'), await bank.arrived(8000n, 'EUR')]
    await bank.record({ debitId, receiptIds: [came], reportIds: [first.id] })
    const more = await bank.arrived(8000n, 'EUR')
    const again = (receiptIds: string[], reportIds: string[]) =>
      expect(bank.record({ debitId, receiptIds, reportIds })).rejects
    await again([came], [first.id, other.id]).toThrow(
      refused('DEBIT_CHANGED', `with nothing else; now it comes with the report ${other.id}`),
    )
    await again([came, more], [first.id]).toThrow(refused('DEBIT_CHANGED', more))
    await again([came], []).toThrow(
      refused('DEBIT_CHANGED', `with the report ${first.id}; now it comes with less`),
    )
    expect(await revenue(other.projectId, 'USD')).toBe(10_000n)
    await bank.changed({ out: [10_000n, 'USD'], back: [8000n], reportIds: [other.id] })
  })

  test('is refused where it is not what the reports say', async () => {
    const { id } = await waiting()
    const change = (out: bigint, reportIds: string[]) =>
      bank.changed({ out: [out, 'USD'], back: [8000n], reportIds })
    await expect(change(20_000n + (await exchange('USD')) * -1n, [id])).rejects.toThrow(
      refused('EXCHANGE_SHORT', '100.00 USD is missing'),
    )
    await expect(change(1n, [newId()])).rejects.toThrow(refused('REPORT_NOT_CONVERTED'))
    await change(10_000n, [id])
    await expect(change(1n, [id])).rejects.toThrow(refused('REPORT_CHANGED'))
    await expect(bank.record({ debitId: newId(), receiptIds: [], reportIds: [] })).rejects.toThrow(
      refused('PAYOUT_DEBIT_UNKNOWN'),
    )
    const { projectId } = await world.project()
    const poor = await bank.reported(projectId, 'USD', ['5.00'])
    await bank.approve(poor)
    await expect(change(500n, [poor])).rejects.toThrow(
      refused('REVENUE_NOT_ARRIVED', 'comes to 5.00 USD; 0.00 USD has arrived'),
    )
  })

  test('keeps its rate when the run is reversed and a newer rate is known', async () => {
    const { projectId, id } = await waiting()
    await bank.changed({ out: [10_000n, 'USD'], back: [8000n], reportIds: [id] })
    const run = () => world.run(NOW, tx => distribute(tx, { projectId }, at(NOW)))
    const { distributionId } = await run()
    await bank.rate('EUR', 'USD', '1.00', '2025-04-05')
    const request = { distributionId, line: null, reason: 'A wrong file', requesterId: newId() }
    const { requestId } = await world.run(NOW, tx => requestReversal(tx, request, at(NOW)))
    await world.run(NOW, tx => reverseDistribution(tx, { requestId, approverId: newId() }, at(NOW)))
    expect(await reportOf(em(), id)).toMatchObject({ currency: 'EUR', net: 8000n })
    expect([await revenue(projectId, 'USD'), await revenue(projectId, 'EUR')]).toEqual([0n, 8000n])
    await run()
    expect(await revenue(projectId, 'EUR')).toBe(0n)
    expect(await broken()).toEqual([])
  })

  test('is no debit of which payouts have claimed', async () => {
    const { batchOf, paying, DAY } = answeringOf(database)
    await paying.openBank()
    const { legs } = await batchOf({ Cid: 1 })
    const debitId = await bank.left(10_000n, 'EUR')
    const endToEndIds = legs.map(leg => leg.endToEndId)
    await world.run(DAY, tx => settleLegs(tx, { endToEndIds, debitId }, at(DAY)))
    await expect(bank.record({ debitId, receiptIds: [], reportIds: [] })).rejects.toThrow(
      refused('DEBIT_CLAIMED', 'of 100.00 is left'),
    )
  })
})
