import { describe, expect, test } from '@jest/globals'
import { dividends, poolsOf, recipientsOf } from '../../../src/domain/dividends/run/distributions.ts'
import { balanceOf } from '../../../src/domain/ledger/balances.ts'
import { useDatabase } from '../../support/database.ts'
import { worldOf } from '../../support/world.ts'

const database = useDatabase()
const world = worldOf(database)

describe('a distribution', () => {
  test('splits 1,000.00 as the contract says and credits each holder', async () => {
    const { projectId, holders } = await world.funded({ Ann: 6, Bea: 6, Cid: 2 })
    const distributionId = await world.month(projectId, '2025-03', '1000.00')
    const em = database.orm.em.fork()
    const parts = (await recipientsOf(em, distributionId)).map(({ recipient, amount }) => [recipient, amount])
    expect(parts).toEqual([
      ['class:parts', 30000n],
      ['issuer', 20000n],
      ['platform', 50000n],
    ])
    const lines = await dividends(em, { distributionIds: [distributionId] })
    expect(new Set(lines.map(line => line.net))).toEqual(new Set([12857n, 4286n]))
    expect(await poolsOf(em, distributionId)).toMatchObject([
      { amount: 30000n, weight: 14n, holders: 3, residue: expect.any(BigInt) },
    ])
    expect(await balanceOf(em, { kind: 'holder', ownerId: holders.Cid as string, currency: 'EUR' })).toBe(
      4286n,
    )
  })

  test('runs follow each other with their carries', async () => {
    const { projectId } = await world.funded({ Ann: 6, Bea: 6, Cid: 2 })
    for (const [period, amount] of [
      ['2025-03', '0.33'],
      ['2025-04', '0.05'],
      ['2025-05', '333.33'],
      ['2025-06', '0.01'],
    ] as const) {
      await world.month(projectId, period, amount)
    }
  })
})
