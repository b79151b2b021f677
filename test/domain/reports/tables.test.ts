import { beforeAll, describe, expect, test } from '@jest/globals'
import { requestReversal } from '../../../src/domain/dividends/reversal/request-reversal.ts'
import { reverseDistribution } from '../../../src/domain/dividends/reversal/reverse-distribution.ts'
import { newId } from '../../../src/domain/ids.ts'
import { trialBalance } from '../../../src/domain/ledger/trial-balance.ts'
import { changeProfile } from '../../../src/domain/parties/people/change-profile.ts'
import type { Asked, ReportKind } from '../../../src/domain/reports/tables/report-kinds.ts'
import { REPORTS } from '../../../src/domain/reports/tables/report-kinds.ts'
import { reportTable } from '../../../src/domain/reports/tables/reports.ts'
import { shownCells } from '../../../src/domain/reports/tables/shown-cells.ts'
import { booksCut } from '../../../src/domain/reports/tables/table.ts'
import { useDatabase } from '../../support/database.ts'
import { at, worldOf } from '../../support/world.ts'

const database = useDatabase()
const world = worldOf(database)
let made: Awaited<ReturnType<typeof world.funded>>
/** Ann holds 6, Bea 6, Cid 2 of 14 shares at 10.00; the crowd gets 30 % up to its cap of 0.2 times what it paid in. */
beforeAll(async () => {
  const rest = { name: 'Rest', split: [{ to: 'platform' as const, ratio: '1' }] }
  const crowd = { name: 'Crowd', takes: '0.30', split: [{ to: 'class:parts' as const, ratio: '1' }] }
  const capped = { tiers: [crowd, rest], caps: [{ class: 'parts', times: '1/5' }] }
  made = await world.funded({ Ann: 6, Bea: 6, Cid: 2 }, capped)
  await world.month(made.projectId, '2025-03', '46.67')
  await world.month(made.projectId, '2025-04', '20.00')
})

const everything = (given: Partial<Asked> = {}): Asked => ({
  from: null,
  until: '2025-12-31',
  cut: null,
  ...given,
})

async function shown(kind: ReportKind, given: Partial<Asked> = {}): Promise<Record<string, string>[]> {
  return database.orm.em.fork().transactional(async em => {
    const rows = await Array.fromAsync(await reportTable(em, kind, everything(given)).rows())
    return rows.map(row => {
      const cells = shownCells(kind, row)
      return Object.fromEntries(REPORTS[kind].columns.map(({ name }, place) => [name, cells[place] ?? '']))
    })
  })
}

const party = (name: string) => ({ party: `Party:${made.holders[name]}`, name })
const byName = (id: string) => Object.keys(made.holders).find(name => `Party:${made.holders[name]}` === id)

describe('the trial balance', () => {
  test('has every account, and sums to zero as the books do', async () => {
    const em = database.orm.em.fork()
    const totals = await reportTable(em, 'trialBalance', everything()).totals()
    const amount = (column: string) => totals.find(total => total.column === column)?.amount
    const ours = await trialBalance(em)
    expect(amount('balance')).toBe(0n)
    expect(amount('debit')).toBe(ours.reduce((sum, row) => sum + row.debit, 0n))
    expect(await shown('trialBalance')).toHaveLength(ours.reduce((count, row) => count + row.accounts, 0))
  })

  test('tells what lay on an account before its first day', async () => {
    const rows = await shown('trialBalance', { from: '2025-05-01', until: '2025-05-31' })
    const anns = rows.find(row => row.party === `Party:${made.holders.Ann}` && row.account === 'holder')
    expect(anns).toMatchObject({
      number: '467200',
      opening: '-6.00',
      debit: '0.00',
      credit: '2.57',
      balance: '-8.57',
    })
  })
})

test('holder balances are what each holder has', async () => {
  const rows = await shown('holderBalances')
  expect(Object.fromEntries(rows.map(row => [byName(row.party ?? ''), row.balance]))).toEqual({
    Ann: '8.57',
    Bea: '8.57',
    Cid: '2.86',
  })
})

test('a balance is as old as the latest that came: its ages sum to it, and the bands end after 30, 60 and 90 days', async () => {
  const ages = async (until: string) => {
    const rows = await shown('owedAgeing', { until })
    const { balance, upTo30Days, upTo60Days, upTo90Days, older } =
      rows.find(row => row.party === `Party:${made.holders.Ann}`) ?? {}
    return [balance, upTo30Days, upTo60Days, upTo90Days, older]
  }
  // Credited on the 4th of April and of May.
  expect(await ages('2025-05-04')).toEqual(['8.57', '8.57', '0.00', '0.00', '0.00'])
  expect(await ages('2025-05-05')).toEqual(['8.57', '2.57', '6.00', '0.00', '0.00'])
  expect(await ages('2025-07-03')).toEqual(['8.57', '0.00', '2.57', '6.00', '0.00'])
  expect(await ages('2025-07-04')).toEqual(['8.57', '0.00', '0.00', '2.57', '6.00'])
  expect(await shown('dueAgeing')).toEqual([])
})

describe('the cap table', () => {
  const row = (name: string, shares: string, heldRatio: string, paidIn: string) => {
    const of = { project: 'Toi + Moi', projectId: made.projectId, class: 'parts', currency: 'EUR' }
    return { ...of, ...party(name), shares, heldRatio, paidIn }
  }

  test('tells who holds which part, and what was paid for it', async () => {
    const rows = await shown('capTable')
    expect(rows.toSorted((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1))).toEqual([
      row('Ann', '6', '0.428571', '60.00'),
      row('Bea', '6', '0.428571', '60.00'),
      row('Cid', '2', '0.142857', '20.00'),
    ])
  })

  test('is empty at the end of the day before the shares were allotted', async () => {
    expect(await shown('capTable', { until: '2025-02-09' })).toEqual([])
    expect(await shown('capTable', { until: '2025-02-10' })).toHaveLength(3)
  })
})

test('a party has its name beside its id, as it was called at the cut, and two may have the same', async () => {
  const em = database.orm.em.fork()
  const cut = await booksCut(em)
  const { Ann = '', Bea = '' } = made.holders
  await world.run('2025-05-06', em2 => changeProfile(em2, { partyId: Bea, name: 'Ann' }))
  const names = async (kind: ReportKind, given: Partial<Asked> = {}) => {
    const rows = await shown(kind, given)
    return Object.fromEntries(rows.map(row => [row.party, row.name]))
  }
  const [ann, bea] = [`Party:${Ann}`, `Party:${Bea}`]
  for (const kind of ['trialBalance', 'holderBalances', 'owedAgeing', 'capTable'] as const) {
    expect(await names(kind)).toMatchObject({ [ann]: 'Ann', [bea]: 'Ann' })
    expect(await names(kind, { cut })).toMatchObject({ [ann]: 'Ann', [bea]: 'Bea' })
  }
  await world.run('2025-05-07', em2 => changeProfile(em2, { partyId: Bea, name: 'Bea' }))
  const platform = (await shown('trialBalance')).filter(row => row.party === '')
  expect(new Set(platform.map(row => row.name))).toEqual(new Set(['']))
})

describe('cap progress', () => {
  const expected = {
    ...{ project: 'Toi + Moi', class: 'parts', currency: 'EUR', times: '1/5', holders: '3', atCap: '0' },
    ...{ paidIn: '140.00', cap: '28.00', received: '20.00', room: '8.00', reachedRatio: '0.7142' },
  }

  test('tells what the holders may still get', async () => {
    expect(await shown('capProgress')).toEqual([{ ...expected, projectId: made.projectId }])
  })

  test('counts what was received until a day', async () => {
    expect(await shown('capProgress', { until: '2025-04-30' })).toMatchObject([
      { received: '14.00', room: '14.00' },
    ])
    expect(await shown('capProgress', { until: '2025-01-01' })).toMatchObject([
      { paidIn: '0.00', room: '0.00' },
    ])
  })
})

test('fees are each posting on the accounts of what the platform earns and bears', async () => {
  const rows = await shown('fees')
  const commission = rows.filter(row => row.entry === 'commissionCharged')
  expect(commission.map(row => [row.account, row.debit, row.credit])).toEqual([
    ['income', '0.00', '7.00'],
    ['vat', '0.00', '1.40'],
  ])
  expect(await shown('fees', { from: '2025-06-01' })).toEqual([])
})

test('what is committed after a cut is not in it, whatever its day', async () => {
  const em = database.orm.em.fork()
  const cut = await booksCut(em)
  const kinds = Object.keys(REPORTS) as ReportKind[]
  const before = await Promise.all(kinds.map(kind => shown(kind, { cut })))
  const distributionId = await world.month(made.projectId, '2025-05', '10.00')
  const financeId = newId()
  const { requestId } = await world.run('2025-06-10', em2 =>
    requestReversal(
      em2,
      { distributionId, line: null, reason: 'wrong', requesterId: financeId },
      at('2025-06-10'),
    ),
  )
  expect(await shown('capProgress')).toMatchObject([{ received: '23.00', room: '5.00' }])
  await world.run('2025-06-11', em2 =>
    reverseDistribution(em2, { requestId, approverId: newId() }, at('2025-06-11')),
  )
  expect(await Promise.all(kinds.map(kind => shown(kind, { cut })))).toEqual(before)
  expect(await shown('capProgress')).toMatchObject([{ received: '20.00', room: '8.00' }])
  expect(await shown('trialBalance')).not.toEqual(before[0])
})

test.each(Object.keys(REPORTS) as ReportKind[])(
  '%s has as many rows, and the same totals, page by page',
  async kind => {
    const table = reportTable(database.orm.em.fork(), kind, everything())
    const rows = []
    for (let after: string | undefined; ; ) {
      const page = await table.page({ limit: 2, inverted: false, after })
      rows.push(...page)
      after = page.at(-1)?.key
      if (after === undefined) break
    }
    expect(rows).toHaveLength(await table.count())
    const whole = await shown(kind)
    expect(rows.map(row => shownCells(kind, row))).toEqual(whole.map(row => Object.values(row)))
  },
)
