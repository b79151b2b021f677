import { describe, expect, test } from '@jest/globals'
import { balances } from '../../../../src/domain/ledger/balances.ts'
import { requestWaiver } from '../../../../src/domain/parties/tax/request-waiver.ts'
import { useDatabase } from '../../../support/database.ts'
import { at } from '../../../support/world.ts'
import { LEVIED, leviedWorldOf } from './levied-world.ts'

const database = useDatabase()
const world = leviedWorldOf(database)
const figures = async (distributionId: string, holderId: string) =>
  (await world.line(distributionId, holderId)).figures

describe('a dividend of 100.00 to a resident of France', () => {
  test('paid in 2025 loses 30 %, which lies on the accounts of the levies', async () => {
    const before = await levyBalances()
    const { projectId, ann } = await world.heldBy('FR')
    const run = await world.month(projectId, '2025-11', '100.00') // paid on 4 December 2025
    expect(await figures(run, ann)).toEqual({
      gross: 10_000n,
      capital: 0n,
      net: 7_000n,
      withheld: { PFU_IR: 1_280n, CSG: 920n, CRDS: 50n, SOLIDARITE: 750n },
    })
    expect(await holderBalance(ann)).toBe(7_000n)
    const after = await levyBalances()
    const moved = Object.entries(after).map(([code, amount]) => [code, amount - (before[code] ?? 0n)])
    expect(Object.fromEntries(moved)).toEqual({ PFU_IR: 1_280n, CSG: 920n, CRDS: 50n, SOLIDARITE: 750n })
  })

  test('paid in 2026 loses 31.4 %: the day of payment decides, not the period', async () => {
    const { projectId, ann } = await world.heldBy('FR')
    const run = await world.month(projectId, '2025-12', '100.00') // paid on 4 January 2026
    expect(await figures(run, ann)).toMatchObject({
      net: 6_860n,
      withheld: { PFU_IR: 1_280n, CSG: 1_060n, CRDS: 50n, SOLIDARITE: 750n },
    })
  })

  test('loses the social levies alone where a sworn statement came in time for the year', async () => {
    const { projectId, ann } = await world.heldBy('FR')
    const waiver = { partyId: ann, year: 2026, income: 'dividend', receivedOn: null, evidence: null } as const
    await world.run('2025-11-29', em => requestWaiver(em, { ...waiver, byFinance: false }, at('2025-11-29')))
    const before = await world.month(projectId, '2025-11', '100.00')
    const after = await world.month(projectId, '2025-12', '100.00')
    expect(await figures(before, ann)).toMatchObject({ net: 7_000n, withheld: { PFU_IR: 1_280n } })
    expect(await figures(after, ann)).toMatchObject({ net: 8_140n, withheld: { PFU_IR: 0n, CSG: 1_060n } })
  })
})

test('a line without a known rule is credited in full and held, beside one that is levied', async () => {
  const { projectId, holders } = await world.funded({ Ann: 1, Bea: 1 }, LEVIED)
  const [ann = '', bea = ''] = [holders.Ann, holders.Bea]
  await world.declare(ann, 'FR', '2025-01-01')
  const run = await world.month(projectId, '2025-11', '200.00')
  expect(await figures(run, ann)).toMatchObject({ gross: 10_000n, net: 7_000n })
  expect(await figures(run, bea)).toEqual({ gross: 10_000n, capital: 0n, net: 10_000n, withheld: null })
  expect(new Set(await world.missing(run))).toEqual(new Set([null, 'the tax residence of the holder']))
  expect(await holderBalance(bea)).toBe(10_000n)
})

describe('where capital comes first', () => {
  const terms = { levies: { income: 'dividend', capitalFirst: true } } as const

  test('what was paid in comes back untaxed over two runs, and income above it is taxed', async () => {
    const { projectId, ann } = await world.heldBy('FR', terms) // 2 shares: 20.00 paid in
    const first = await world.month(projectId, '2025-03', '15.00')
    const second = await world.month(projectId, '2025-04', '15.00')
    expect(await figures(first, ann)).toEqual({
      gross: 1_500n,
      capital: 1_500n,
      net: 1_500n,
      withheld: { PFU_IR: 0n, CSG: 0n, CRDS: 0n, SOLIDARITE: 0n },
    })
    expect(await figures(second, ann)).toEqual({
      gross: 1_500n,
      capital: 500n,
      net: 1_200n,
      withheld: { PFU_IR: 128n, CSG: 92n, CRDS: 5n, SOLIDARITE: 75n },
    })
  })

  test('a line that is all capital is not held although nothing is known of its holder', async () => {
    const { projectId, ann } = await world.heldBy(null, terms)
    const first = await world.month(projectId, '2025-03', '15.00')
    const second = await world.month(projectId, '2025-04', '15.00')
    expect(await figures(first, ann)).toMatchObject({ net: 1_500n, withheld: {} })
    expect(await figures(second, ann)).toMatchObject({ net: 1_500n, capital: 500n, withheld: null })
  })
})

async function holderBalance(ownerId: string): Promise<bigint | undefined> {
  const [balance] = await balances(database.orm.em.fork(), { kind: 'holder', ownerId })
  return balance?.amount
}

async function levyBalances(): Promise<Record<string, bigint>> {
  const all = await balances(database.orm.em.fork(), { kind: 'levy' })
  return Object.fromEntries(all.map(({ code, amount }) => [code, amount]))
}
