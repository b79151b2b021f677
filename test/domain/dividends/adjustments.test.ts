import { describe, expect, test } from '@jest/globals'
import { recompute } from '../../../src/domain/dividends/explanation/derivation.ts'
import { derivationOf } from '../../../src/domain/dividends/explanation/derivations.ts'
import { distribute } from '../../../src/domain/dividends/run/distribute.ts'
import { dividends, recipientsOf, tiersOf } from '../../../src/domain/dividends/run/distributions.ts'
import { formatExact } from '../../../src/domain/money/fraction.ts'
import { useDatabase } from '../../support/database.ts'
import { at, EUR } from '../../support/world.ts'
import { adjustingWorldOf, line } from './adjustments/adjusting-world.ts'

const database = useDatabase()
const world = adjustingWorldOf(database)
const { adjusted, approve, prepare } = world
const em = () => database.orm.em.fork()
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })

const ALL = { tiers: [{ name: 'All', split: [{ to: 'class:parts' as const, ratio: '1' }] }] }
const UNTIL_RECOUPED = {
  tiers: [
    {
      name: 'Recoup',
      upTo: { counts: 'class:parts' as const, amount: '100.00' },
      split: [{ to: 'class:parts' as const, ratio: '1' }],
    },
    { name: 'Rest', split: [{ to: 'issuer' as const, ratio: '1' }] },
  ],
}

async function grossOf(distributionId: string, holders: Record<string, string>) {
  const lines = await dividends(em(), { distributionIds: [distributionId] })
  const byHolder = new Map(lines.map(each => [each.holderId, each.gross]))
  return Object.fromEntries(Object.entries(holders).map(([name, id]) => [name, byHolder.get(id) ?? null]))
}

/** Every line of a run is explained, or the query throws. */
async function explained(distributionId: string): Promise<void> {
  const lines = await dividends(em(), { distributionIds: [distributionId] })
  for (const each of lines) expect(recompute(await derivationOf(em(), each))).toMatchObject({ net: each.net })
}

const parts = async (id: string) =>
  (await recipientsOf(em(), id)).map(each => [each.recipient, each.exact, each.adjusted, each.amount])

describe('an adjustment of the revenue', () => {
  test('goes into the next run: what came in besides is added to the lines of that run', async () => {
    const { projectId, holders } = await world.funded({ Ann: 6, Bea: 3, Cid: 1 }, ALL)
    const first = await world.month(projectId, '2025-03', '100.00')
    await world.month(projectId, '2025-04', '10.00')
    await adjusted(first, '50.00')
    const third = await world.month(projectId, '2025-05', '20.00', '70.00')
    expect(await parts(third)).toEqual([['class:parts', '2000', '5000', 7000n]])
    expect(await grossOf(third, holders)).toEqual({ Ann: 4200n, Bea: 2100n, Cid: 700n })
    await explained(third)
  })

  test('crosses the thresholds it would have crossed then, and later runs know it', async () => {
    const { projectId } = await world.funded({ Ann: 1, Bea: 1 }, UNTIL_RECOUPED)
    const first = await world.month(projectId, '2025-03', '80.00')
    await world.month(projectId, '2025-04', '30.00')
    // With 15.00 more in March the class had 95.00 then and needed 5.00 in April: 10.00 less of the tier were open.
    await adjusted(first, '15.00')
    const third = await world.month(projectId, '2025-05', '10.00', '25.00')
    expect(await parts(third)).toEqual([
      ['class:parts', '0', '0', 0n],
      ['issuer', '1000', '1500', 2500n],
    ])
    const [recoup] = await tiersOf(em(), third)
    expect(recoup && formatExact(recoup.prior)).toBe('10000')
    await explained(third)
  })

  test('below zero takes back from the holders of that run, nets with the next, and gives levies back', async () => {
    const { projectId, holders } = await world.funded({ Ann: 1, Bea: 1 }, { ...ALL, levies: 'none' })
    const first = await world.month(projectId, '2025-03', '100.01')
    await adjusted(first, '-40.00')
    const second = await world.month(projectId, '2025-04', '60.00', '20.00')
    expect(await grossOf(second, holders)).toEqual({ Ann: 1000n, Bea: 1000n })
    expect(await parts(second)).toEqual([['class:parts', '6000', '-4000', 2000n]])
    await explained(second)
  })

  test('alone makes a run when it brings money, and none when it takes', async () => {
    const { projectId, holders } = await world.funded({ Ann: 1, Bea: 2 }, ALL)
    const first = await world.month(projectId, '2025-03', '30.00')
    await adjusted(first, '0.01')
    await world.receive(projectId, '0.01', '2025-05-12')
    const { distributionId } = await world.run('2025-05-12', tx =>
      distribute(tx, { projectId }, at('2025-05-12')),
    )
    expect(await grossOf(distributionId, holders)).toEqual({ Ann: 0n, Bea: 1n })
    await adjusted(distributionId === '' ? '' : first, '-5.00')
    await expect(
      world.run('2025-05-13', tx => distribute(tx, { projectId }, at('2025-05-13'))),
    ).rejects.toEqual(refused('NOTHING_TO_DISTRIBUTE', '-5.00'))
  })

  test('can be corrected by another: only the difference to it is owed', async () => {
    const { projectId, holders } = await world.funded({ Ann: 1, Bea: 1 }, ALL)
    const first = await world.month(projectId, '2025-03', '10.00')
    const wrong = await adjusted(first, '6.00')
    await world.month(projectId, '2025-04', '2.00', '8.00')
    const right = await prepare(first, { kind: 'correction', correctsId: wrong, lines: [line('-4.00')] })
    await approve(right)
    const third = await world.month(projectId, '2025-05', '10.00', '6.00')
    expect(await grossOf(third, holders)).toEqual({ Ann: 300n, Bea: 300n })
  })

  test('is revenue of the next run where the contract says so', async () => {
    const { projectId } = await world.funded({ Ann: 1 }, { ...UNTIL_RECOUPED, adjustments: 'nextPeriod' })
    const first = await world.month(projectId, '2025-03', '100.00')
    await adjusted(first, '7.00')
    const second = await world.month(projectId, '2025-04', '1.00', '8.00')
    expect(await parts(second)).toEqual([
      ['class:parts', '0', '0', 0n],
      ['issuer', '800', '0', 800n],
    ])
  })

  test('keeps the next run waiting where it would leave somebody less than nothing', async () => {
    const tiers = [
      { name: 'Downloads', categories: ['downloads'], split: [{ to: 'class:parts' as const, ratio: '1' }] },
      { name: 'Rest', split: [{ to: 'issuer' as const, ratio: '1' }] },
    ]
    const { projectId } = await world.funded({ Ann: 1 }, { tiers, adjustments: 'nextPeriod' })
    const first = await world.month(projectId, '2025-03', '100.00')
    await approve(await prepare(first, { lines: [{ ...line('-5.00'), category: 'downloads' }] }))
    await expect(world.month(projectId, '2025-04', '30.00', '25.00')).rejects.toEqual(
      refused('RECIPIENT_NEGATIVE', '"class:parts" would be due -500 minor units'),
    )
  })
})

describe('a sum', () => {
  test('belongs to the holders of the run it is about', async () => {
    const { projectId, holders } = await world.funded({ Ann: 2, Bea: 1 }, ALL)
    const first = await world.month(projectId, '2025-03', '3.00')
    const id = await prepare(first, { kind: 'leftover', recipient: 'class:parts', amount: EUR('0.30') })
    await approve(id)
    const second = await world.month(projectId, '2025-04', '3.00', '3.30')
    expect(await grossOf(second, holders)).toEqual({ Ann: 220n, Bea: 110n })
  })
})
