import { expect, test } from '@jest/globals'
import { sqlOf } from '../../../../src/database/sql.ts'
import { balanceOf } from '../../../../src/domain/ledger/balances.ts'
import { declareTaxResidence } from '../../../../src/domain/parties/tax/declare-tax-residence.ts'
import { requestWaiver } from '../../../../src/domain/parties/tax/request-waiver.ts'
import { useDatabase } from '../../../support/database.ts'
import { at, worldOf } from '../../../support/world.ts'

const database = useDatabase()
const world = worldOf(database)
const em = () => database.orm.em.fork()

const declare = (partyId: string, country: string, provedOn: string | null = null, day = '2025-11-10') =>
  world.run(day, tx =>
    declareTaxResidence(tx, { partyId, country, provedOn, evidence: null, byFinance: true }, at(day)),
  )

test('a run through the database withholds from each holder by where he is taxed, and holds what it does not know', async () => {
  const contract = {
    tiers: [{ name: 'All', takes: '1', split: [{ to: 'class:parts' as const, ratio: '1' }] }],
    levies: { income: 'dividend' as const },
  }
  const { projectId, holders } = await world.funded({ Ann: 1, Bea: 1, Cid: 1, Dee: 1, Eva: 1 }, contract)
  const id = (name: string) => holders[name] as string
  await declare(id('Ann'), 'FR')
  await declare(id('Bea'), 'FR')
  await declare(id('Cid'), 'DE', '2025-11-01')
  await declare(id('Eva'), 'FR')
  const waiver = { partyId: id('Bea'), year: 2026, income: 'dividend' as const, receivedOn: null }
  await world.run('2025-11-20', tx =>
    requestWaiver(tx, { ...waiver, evidence: null, byFinance: false }, at('2025-11-20')),
  )
  const runId = await world.month(projectId, '2026-03', '500.00')
  const rows = await sqlOf(em())
    .selectFrom('dividend')
    .select(['holderId', 'gross', 'capital', 'standing', 'levies', 'net'])
    .where('distributionId', '=', runId)
    .execute()
  const lines = new Map(rows.map(row => [row.holderId, row]))
  const said = Object.keys(holders).map(name => {
    const line = lines.get(id(name))
    return [name, line?.gross, line?.capital, line?.levies, line?.net]
  })
  expect(said).toEqual([
    ['Ann', 10_000n, 0n, [1_280n, 1_060n, 50n, 750n], 6_860n],
    ['Bea', 10_000n, 0n, [0n, 1_060n, 50n, 750n], 8_140n],
    ['Cid', 10_000n, 0n, [1_280n], 8_720n],
    ['Dee', 10_000n, 0n, null, 10_000n],
    ['Eva', 10_000n, 0n, [1_280n, 1_060n, 50n, 750n], 6_860n],
  ])
  expect(lines.get(id('Ann'))?.standing).toBe(lines.get(id('Eva'))?.standing)
  expect(new Set(rows.map(line => line.standing)).size).toBe(4)
  const credited = Object.keys(holders).map(name =>
    balanceOf(em(), { kind: 'holder', ownerId: id(name), currency: 'EUR' }),
  )
  expect(await Promise.all(credited)).toEqual([6_860n, 8_140n, 8_720n, 10_000n, 6_860n])
})

test('what is declared after the instant of a run does not count in it, though it stands there when the run reads', async () => {
  const contract = {
    tiers: [{ name: 'All', takes: '1', split: [{ to: 'class:parts' as const, ratio: '1' }] }],
    levies: { income: 'dividend' as const },
  }
  const { projectId, holders } = await world.funded({ Ann: 1, Bea: 1, Cid: 1 }, contract)
  const [ann, bea, cid] = ['Ann', 'Bea', 'Cid'].map(name => holders[name] as string) as [
    string,
    string,
    string,
  ]
  await declare(ann, 'FR')
  await declare(bea, 'DE', '2025-11-01')
  // The month of March is distributed early in April.
  await declare(ann, 'DE', '2026-04-30', '2026-05-01')
  await declare(bea, 'FR', '2026-04-30', '2026-05-01')
  await declare(cid, 'FR', '2026-04-30', '2026-05-01')
  const runId = await world.month(projectId, '2026-03', '300.00')
  const rows = await sqlOf(em())
    .selectFrom('dividend')
    .select(['holderId', 'levies'])
    .where('distributionId', '=', runId)
    .execute()
  const withheld = new Map(rows.map(row => [row.holderId, row.levies]))
  expect([ann, bea, cid].map(id => withheld.get(id))).toEqual([[1_280n, 1_060n, 50n, 750n], [1_280n], null])
})
