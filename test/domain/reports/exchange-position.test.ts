import { beforeAll, describe, expect, test } from '@jest/globals'
import { reportTable } from '../../../src/domain/reports/tables/reports.ts'
import { convertingOf } from '../../support/converting.ts'
import { useDatabase } from '../../support/database.ts'
import { exchangePositions } from '../../support/exchange-positions.ts'

const database = useDatabase()
const bank = convertingOf(database)
const kind = 'exchangePosition'

const shown = exchangePositions(database)
const NONE = { rateFrom: '', rateTo: '', rate: '', rateSource: '', rateAt: '' }

/** An approved report whose money has arrived. */
async function waiting(currency: 'USD' | 'JPY', [amount, minor]: [string, bigint]): Promise<string> {
  const { projectId } = await bank.world.project()
  const id = await bank.reported(projectId, currency, [amount])
  await bank.approve(id)
  await bank.receive(projectId, minor, currency)
  return id
}

describe('the exchange position', () => {
  beforeAll(async () => {
    await bank.rate('EUR', 'USD', '1.25', '2025-04-01')
    await bank.rate('JPY', 'EUR', '0.006', '2025-04-01')
  })

  test('has no row where nothing was converted', async () => {
    expect(await shown()).toEqual({})
  })

  test('tells of reports that wait: what they were converted to, and what that is worth by now', async () => {
    const id = await waiting('USD', ['100.00', 10_000n])
    const row = {
      ...{
        of: 'USD',
        currency: 'EUR',
        held: '0.00',
        gained: '0.00',
        lost: '0.00',
        paidOut: '0.00',
        waiting: '100.00',
      },
      ...{ rateFrom: 'EUR', rateTo: 'USD', rate: '1.25', rateSource: 'ECB', rateAt: '2025-04-01T12:00:00Z' },
      ...{ worth: '0.00', waitingWorth: '80.00', waitingCounted: '80.00' },
    }
    expect(await shown()).toEqual({ USD: row })
    // From the 6th of April the dollar is worth less: 100 ÷ 1.28 = 78.125, half even.
    await bank.rate('EUR', 'USD', '1.28', '2025-04-05T12:00:00Z')
    expect(await shown({ until: '2025-04-04' })).toEqual({})
    expect(await shown()).toEqual({
      USD: { ...row, rate: '1.28', rateAt: '2025-04-05T12:00:00Z', waitingWorth: '78.12' },
    })
    await bank.changed({ out: [10_000n, 'USD'], back: [8050n], reportIds: [id] })
    expect(await shown()).toMatchObject({ USD: { held: '0.00', waiting: '0.00', waitingCounted: '0.00' } })
  })

  test('tells what was gained and lost, change by change, and what is held of it', async () => {
    const first = await waiting('USD', ['128.00', 12_800n])
    // 100.00 euros were counted, and 99.80 came.
    await bank.changed({ out: [12_800n, 'USD'], back: [9980n], reportIds: [first] })
    const money = {
      ...{ currency: 'EUR', paidOut: '0.00', waiting: '0.00' },
      ...{ waitingWorth: '0.00', waitingCounted: '0.00' },
    }
    expect((await shown()).EUR).toEqual({
      ...{ of: 'EUR', held: '0.30', gained: '0.50', lost: '0.20', worth: '0.30' },
      ...{ ...NONE, ...money },
    })
  })

  test('tells what is left in another currency, in its own minor unit, and what that is worth', async () => {
    const id = await waiting('JPY', ['1000', 1000n])
    // 25 yen stayed, which are 0.15 euros.
    await bank.changed({ out: [975n, 'JPY'], back: [600n], reportIds: [id] })
    expect((await shown()).JPY).toMatchObject({ held: '25', gained: '25', lost: '0', worth: '0.15' })
  })

  test('sums what is in euros alone', async () => {
    const asked = { from: null, until: '2025-12-31', cut: null }
    expect(await reportTable(database.orm.em.fork(), kind, asked).totals()).toEqual([
      { currency: 'EUR', column: 'worth', amount: 45n },
      { currency: 'EUR', column: 'waitingWorth', amount: 0n },
      { currency: 'EUR', column: 'waitingCounted', amount: 0n },
    ])
  })
})
