import { beforeAll, expect, test } from '@jest/globals'
import type { Currency } from '../../../src/domain/money/currency.ts'
import { settleLegs } from '../../../src/domain/payments/payouts/settle-legs.ts'
import { REPORTS } from '../../../src/domain/reports/tables/report-kinds.ts'
import { reportTable } from '../../../src/domain/reports/tables/reports.ts'
import { shownCells } from '../../../src/domain/reports/tables/shown-cells.ts'
import { convertingOf } from '../../support/converting.ts'
import { useDatabase } from '../../support/database.ts'
import { payingAbroadOf } from '../../support/paying-abroad.ts'
import { MONTHLY } from '../../support/reporting.ts'
import { at } from '../../support/world.ts'

const database = useDatabase()
const abroad = payingAbroadOf(database)
const { world } = abroad
const ALL = [{ name: 'All', takes: '1', split: [{ to: 'class:parts' as const, ratio: '1' }] }]

const table = (until: string) =>
  reportTable(database.orm.em.fork(), 'punctuality', { from: null, until, cut: null })

/** A column of the project's periods. */
async function column(projectId: string, name: string, until: string): Promise<(string | undefined)[]> {
  const rows = await table(until).page({ limit: 100, inverted: false })
  const place = REPORTS.punctuality.columns.findIndex(each => each.name === name)
  const own = rows.filter(row => row.key.startsWith(projectId))
  return own.map(row => shownCells('punctuality', row)[place])
}

/** Ann has all of a project whose months are to be reported. */
const alone = () => world.funded({ Ann: 1 }, { tiers: ALL, reporting: MONTHLY })

beforeAll(() => abroad.openBanks('USD', 'CHF'))

// 60.00 × 1.25 = 75.00 is enough for the 70.00 of both runs, and 60.00 × 0.95 = 57.00 is less than the first.
test.each<[Currency, string, bigint]>([
  ['USD', '1.25', 7_500n],
  ['CHF', '0.95', 5_700n],
])('a payout in %s pays what left the account, and no other run', async (currency, value, paid) => {
  await abroad.rate(currency, value, '2025-04-01')
  const { projectId, holders } = await alone()
  await world.month(projectId, '2025-02', '60.00')
  await abroad.named(holders.Ann ?? '', currency, '2025-04-01')
  const change = await abroad.changed([6_000n, 'EUR'], [paid, currency], '2025-04-29')
  const { legs } = await abroad.sent('2025-05-05', '2025-04-30', currency, [change])
  expect(legs).toMatchObject([{ amount: paid, currency, taken: 6_000n }])
  await world.month(projectId, '2025-04', '10.00')
  const settled = { endToEndIds: legs.map(leg => leg.endToEndId), debitId: null }
  await world.run('2025-05-05', em => settleLegs(em, settled, at('2025-05-05')))

  expect(await abroad.held(holders.Ann ?? '')).toBe(1_000n)
  expect(await column(projectId, 'distributedOn', '2025-05-05')).toEqual(['2025-03-04', '', '2025-05-04', ''])
  expect(await column(projectId, 'paidOn', '2025-05-04')).toEqual(['', '', '', ''])
  expect(await column(projectId, 'paidOn', '2025-05-05')).toEqual(['2025-05-05', '', '', ''])
})

test('a report in another currency brings nothing that can be told until it is approved, and converted', async () => {
  const bank = convertingOf(database, '2025-04-05')
  const { projectId } = await alone()
  await bank.rate('EUR', 'USD', '1.25', '2025-04-05')
  const reportId = await bank.reported(projectId, 'USD', ['100.00'])
  const revenue = (until: string) => column(projectId, 'revenue', until)
  const total = async (until: string) => {
    const totals = await table(until).totals()
    return totals.find(({ currency }) => currency === 'EUR')?.amount ?? 0n
  }
  const others = await total('2025-04-04')
  expect(await column(projectId, 'reportedOn', '2025-04-05')).toEqual(['', '2025-04-05', ''])
  expect(await revenue('2025-04-05')).toEqual(['0.00', '', '0.00'])
  expect(await total('2025-04-05')).toBe(others)

  await bank.approve(reportId, '2025-04-06')
  expect(await revenue('2025-04-06')).toEqual(['0.00', '80.00', '0.00'])
  expect(await total('2025-04-06')).toBe(others + 8_000n)
  // The day before knew nothing of it.
  expect(await revenue('2025-04-05')).toEqual(['0.00', '', '0.00'])
})

test('where nothing can be told of any period, the total is nothing', async () => {
  const half = { periodStart: '2025-03-01', periodEnd: '2025-03-15' }
  const bank = convertingOf(database, '2025-03-20', half)
  const { projectId } = await world.project({
    currency: 'GBP',
    reporting: { ...MONTHLY, from: '2025-03-01' },
  })
  await bank.reported(projectId, 'USD', ['100.00'])
  expect(await column(projectId, 'revenue', '2025-03-20')).toEqual([''])
  expect(await table('2025-03-20').totals()).toContainEqual({
    ...{ currency: 'GBP', column: 'revenue', amount: 0n },
  })
})
