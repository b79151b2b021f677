import { describe, expect, test } from '@jest/globals'
import { prepareAdjustment } from '../../../../src/domain/dividends/adjustments/prepare-adjustment.ts'
import { reportOf } from '../../../../src/domain/dividends/revenue/reports.ts'
import { distribute } from '../../../../src/domain/dividends/run/distribute.ts'
import { newId } from '../../../../src/domain/ids.ts'
import { balanceOf } from '../../../../src/domain/ledger/balances.ts'
import { convertingOf } from '../../../support/converting.ts'
import { useDatabase } from '../../../support/database.ts'
import { at } from '../../../support/world.ts'

const { world, em, rate, reported, approve, receive, changed, revenue } = convertingOf(useDatabase())
const NOW = '2025-04-05'
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })
const USD = (amount: string) => ({ amount, currency: 'USD' })

describe('a report in another currency than its project', () => {
  test('is approved only where all revenue comes to the clients’ account: what a collector keeps is not changed', async () => {
    await rate('EUR', 'USD', '1.25', '2025-04-01')
    for (const collectedBy of ['issuer', 'platform'] as const) {
      const { projectId } = await world.funded({ Ann: 10 }, { collectedBy })
      const why = refused(
        'CONVERSION_NOT_COLLECTED',
        `by the contract the ${collectedBy} collects the revenue`,
      )
      await expect(approve(await reported(projectId, 'USD', ['100.00']))).rejects.toThrow(why)
      const other = await world.funded({ Bea: 10 }, { collectedBy })
      await approve(await reported(other.projectId, 'EUR', ['80.00']))
    }
  })

  test('waits for a rate: none that held by its approval, no approval', async () => {
    const { projectId } = await world.project()
    const id = await reported(projectId, 'GBP', ['10.00'])
    await expect(approve(id)).rejects.toThrow(
      refused('RATE_MISSING', 'No rate between GBP and EUR is stored at or before 2025-04-05T12:00:00.000Z'),
    )
    await rate('GBP', 'EUR', '1.2', '2025-04-05T12:00:00Z')
    await expect(approve(id, '2025-04-05T11:59:59.999Z')).rejects.toThrow(refused('RATE_MISSING'))
    await approve(id)
    expect(await reportOf(em(), id)).toMatchObject({ currency: 'EUR', net: 1200n })
  })

  test('is converted once, at the latest rate, and distributed when the bank has changed its money', async () => {
    const { projectId, holders } = await world.funded({ Ann: 60, Ben: 40 })
    await rate('EUR', 'USD', '1.20', '2025-04-03')
    await rate('EUR', 'USD', '1.25', '2025-04-04')
    const id = await reported(projectId, 'USD', ['100.00', '0.01'])
    await approve(id)
    // 100.01 ÷ 1.25 = 80.008: the lines are 80.00 and 0.008, which gets the cent that is missing.
    expect(await reportOf(em(), id)).toMatchObject({
      ...{ currency: 'EUR', gross: 8001n, net: 8001n },
      reported: { currency: 'USD', gross: 10_001n, net: 10_001n },
    })
    await expect(world.run(NOW, tx => distribute(tx, { projectId }, at(NOW)))).rejects.toThrow(
      refused(
        'FUNDS_MISSING',
        "has arrived on the project's account in EUR, 80.01 EUR is missing: nobody is credited with money that is not there. Reports come to 100.01 USD, which counts as 80.01 EUR; 0.00 USD of it lies on the project's account in USD: 100.01 USD is still to arrive and be claimed",
      ),
    )
    await receive(projectId, 10_001n, 'USD')
    await expect(world.run(NOW, tx => distribute(tx, { projectId }, at(NOW)))).rejects.toThrow(
      refused(
        'FUNDS_MISSING',
        "100.01 USD of it lies on the project's account in USD: let the bank change it, and record its debit",
      ),
    )
    expect([await revenue(projectId, 'USD'), await revenue(projectId, 'EUR')]).toEqual([10_001n, 0n])
    await changed({ out: [10_001n, 'USD'], back: [8001n], reportIds: [id] })
    expect([await revenue(projectId, 'USD'), await revenue(projectId, 'EUR')]).toEqual([0n, 8001n])
    await rate('EUR', 'USD', '1.00', '2025-04-05')
    expect(await reportOf(em(), id)).toMatchObject({ net: 8001n })
    await world.run(NOW, tx => distribute(tx, { projectId }, at(NOW)))
    // 30 % of 80.01 is 24.003: 24.00 for the holders, 14.40 and 9.60.
    const held = (name: string) =>
      balanceOf(em(), { kind: 'holder', ownerId: holders[name] as string, currency: 'EUR' })
    expect([await held('Ann'), await held('Ben')]).toEqual([1440n, 960n])
  })

  test.each([
    ['JPY', ['1234', 1234n], ['0.006', 740n]],
    ['KWD', ['1.005', 1005n], ['3', 302n]],
  ] as const)('with %s and its own minor unit', async (currency, [amount, minor], [value, cents]) => {
    const { projectId } = await world.project()
    await rate(currency, 'EUR', value, '2025-04-01')
    const id = await reported(projectId, currency, [amount])
    await approve(id)
    await receive(projectId, minor, currency)
    await changed({ out: [minor, currency], back: [cents], reportIds: [id] })
    expect([await revenue(projectId, currency), await revenue(projectId, 'EUR')]).toEqual([0n, cents])
  })

  test('is adjusted in the currency in which it counts, never in another', async () => {
    const { projectId } = await world.funded({ Ann: 1 })
    await rate('USD', 'EUR', '0.5', '2025-04-05T12:00:00Z')
    const id = await reported(projectId, 'USD', ['10.00'])
    await approve(id)
    await receive(projectId, 1000n, 'USD')
    await changed({ out: [1000n, 'USD'], back: [500n], reportIds: [id] })
    await world.run(NOW, tx => distribute(tx, { projectId }, at(NOW)))
    const adjust = (gross: { amount: string; currency: string }) => {
      const said = { kind: 'turnover' as const, correctsId: null, recipient: null, amount: null }
      const lines = [{ source: 'Sales', gross, deduction: null }]
      const input = { reportId: id, ...said, lines, reason: 'Late sales', preparerId: newId() }
      return world.run(NOW, tx => prepareAdjustment(tx, input, at(NOW)))
    }
    await expect(adjust(USD('1.00'))).rejects.toThrow(refused('CURRENCY_MISMATCH', 'in USD'))
    await adjust({ amount: '0.50', currency: 'EUR' })
  })

  test('has all its lines in one currency, and one that we know', async () => {
    const { projectId } = await world.project()
    await expect(reported(projectId, 'XXX', ['1'])).rejects.toThrow(refused('CURRENCY_UNKNOWN', '"XXX"'))
  })
})
