import { describe, expect, test } from '@jest/globals'
import { explain } from '../../../../src/documents/explanation.ts'
import { type Derivation, recompute } from '../../../../src/domain/dividends/explanation/derivation.ts'
import { derivationOf } from '../../../../src/domain/dividends/explanation/derivations.ts'
import { releaseLine } from '../../../../src/domain/dividends/levies/release-line.ts'
import { dividends } from '../../../../src/domain/dividends/run/distributions.ts'
import type { ContractTerms } from '../../../../src/domain/offerings/terms/contract-terms.ts'
import { declareTaxResidence } from '../../../../src/domain/parties/tax/declare-tax-residence.ts'
import { useDatabase } from '../../../support/database.ts'
import { expectExplained } from '../../../support/explained.ts'
import { at, worldOf } from '../../../support/world.ts'

const database = useDatabase()
const world = worldOf(database)

const ALL: ContractTerms['tiers'] = [{ name: 'All', takes: '1', split: [{ to: 'class:parts', ratio: '1' }] }]

/** The derivation of a holder's line in a run. */
async function derived(distributionId: string, holderId = ''): Promise<Derivation> {
  return database.orm.em.fork().transactional(async em => {
    const [line] = await dividends(em, { distributionIds: [distributionId], holderIds: [holderId] })
    if (line === undefined) throw new Error('He has no line')
    return derivationOf(em, line)
  })
}

const taxedInFrance = (partyId = '') =>
  world.run('2025-01-05', em =>
    declareTaxResidence(
      em,
      { partyId, country: 'FR', provedOn: null, evidence: null, byFinance: false },
      at('2025-01-05'),
    ),
  )

describe('each line, computed again from its derivation, is what was paid:', () => {
  test('with levies, repayment first, and a line that is held', async () => {
    const { projectId, holders } = await world.funded(
      { Ann: 3, Bea: 2, Cid: 2 },
      { levies: { income: 'royalty', capitalFirst: true }, tiers: ALL },
    )
    await taxedInFrance(holders.Ann)
    await taxedInFrance(holders.Bea)
    for (const [period, amount] of [
      ['2025-03', '20.01'],
      ['2025-04', '60.01'],
      ['2025-05', '0.05'],
    ] as const)
      expect(await expectExplained(database, await world.month(projectId, period, amount))).toBe(3)
    const last = await world.month(projectId, '2025-06', '100.00')
    expect(await expectExplained(database, last)).toBe(3)
    expect(await derived(last, holders.Ann)).toMatchObject({
      levies: [{ code: 'PFU_IR' }, { code: 'CSG' }, { code: 'CRDS' }, { code: 'SOLIDARITE' }],
      held: null,
    })
    expect(await derived(last, holders.Cid)).toMatchObject({
      levies: [],
      held: 'the tax residence of the holder',
      release: null,
    })
    await taxedInFrance(holders.Cid)
    const [cid] = await dividends(database.orm.em.fork(), {
      distributionIds: [last],
      holderIds: [holders.Cid ?? ''],
    })
    if (cid === undefined) throw new Error('Cid has no line')
    await world.run('2025-09-01', em => releaseLine(em, cid, at('2025-09-01')))
    const after = await derived(last, holders.Cid)
    const late = after.release?.levies.reduce((sum, levy) => sum + levy.amount, 0n) ?? 0n
    expect(after.release).toMatchObject({ on: '2025-09-01', levies: [{ code: 'PFU_IR' }, {}, {}, {}] })
    expect([late > 0n, after.release?.net]).toEqual([true, cid.gross - late])
    expect(await expectExplained(database, last)).toBe(3)
  })

  test('with a cap that one holder reaches and then all of them', async () => {
    const caps = [{ class: 'parts', times: '1.1' }]
    const rest = { name: 'Rest', takes: '1', split: [{ to: 'issuer' as const, ratio: '1' }] }
    const { projectId, holders } = await world.funded(
      { Ann: 3, Bea: 2, Cid: 2 },
      { caps, tiers: [...ALL, rest] },
    )
    const runs = []
    for (const [period, amount] of [
      ['2025-03', '40.00'],
      ['2025-04', '36.99'],
      ['2025-05', '10.00'],
    ] as const)
      runs.push(await world.month(projectId, period, amount))
    for (const id of runs) expect(await expectExplained(database, id)).toBe(3)
    const capped = await derived(runs[1] ?? '', holders.Bea)
    expect(capped.paidIn).toBe(2_000n)
    expect(capped.line.most).toBe(2_200n - capped.received)
  })

  test.each(['largestRemainder', 'firstListed', 'toReserve'] as const)(
    'with fractions by the rule %s',
    async rounding => {
      const { projectId } = await world.funded({ Ann: 3, Bea: 2, Cid: 2 }, { rounding, tiers: ALL })
      for (const period of ['2025-03', '2025-04', '2025-05'])
        expect(await expectExplained(database, await world.month(projectId, period, '10.00'))).toBe(3)
    },
  )

  test('with share-days and a minimum of days held', async () => {
    const { projectId } = await world.funded(
      { Ann: 3, Bea: 2, Cid: 2 },
      { weights: { by: 'shareDays', minimumDays: 20 } },
    )
    for (const period of ['2025-03', '2025-04'])
      expect(await expectExplained(database, await world.month(projectId, period, '10.00'))).toBe(3)
  })
})

test('a derivation that was changed does not come to what was paid', async () => {
  const { projectId, holders } = await world.funded({ Ann: 3, Bea: 2, Cid: 2 })
  const whole = await derived(await world.month(projectId, '2025-03', '10.00'), holders.Ann)
  expect(recompute(whole).net).toBe(128n)
  const [first] = whole.revenue as [Derivation['revenue'][number]]
  expect(recompute({ ...whole, revenue: [{ ...first, gross: 2_000n }] }).amount).toBe(2_000n)
  expect(recompute({ ...whole, line: { ...whole.line, shared: 2n * whole.line.shared } }).net).toBe(257n)
})

test('it names no other holder and shows no other holding', async () => {
  const { projectId, holders } = await world.funded({ Ann: 301, Bea: 217, Cid: 182 })
  const run = await world.month(projectId, '2025-03', '1000.00')
  const derivation = await derived(run, holders.Ann)
  const told = JSON.stringify(derivation, (_key, value) => (typeof value === 'bigint' ? `${value}` : value))
  const sentences = explain(derivation, 'en').join(' ')
  for (const other of [holders.Bea, holders.Cid, 'Bea', 'Cid', '217', '182', '93.00', '78.00']) {
    expect(told).not.toContain(`"${other}"`)
    expect(sentences).not.toContain(other)
  }
  expect(sentences).toContain('301 of the 700 shares')
})
