import { describe, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { sqlOf } from '../../../../src/database/sql.ts'
import { requestReversal } from '../../../../src/domain/dividends/reversal/request-reversal.ts'
import { keptForAdjustment } from '../../../../src/domain/dividends/reversal/reversals.ts'
import { reverseDistribution } from '../../../../src/domain/dividends/reversal/reverse-distribution.ts'
import { distribute } from '../../../../src/domain/dividends/run/distribute.ts'
import { dividends, poolsOf } from '../../../../src/domain/dividends/run/distributions.ts'
import { newId } from '../../../../src/domain/ids.ts'
import { balanceOf } from '../../../../src/domain/ledger/balances.ts'
import { declareTaxResidence } from '../../../../src/domain/parties/tax/declare-tax-residence.ts'
import { useDatabase } from '../../../support/database.ts'
import { expectExplained } from '../../../support/explained.ts'
import { handOn } from '../../../support/hand-on.ts'
import { at, worldOf } from '../../../support/world.ts'

const database = useDatabase()
const world = worldOf(database)
const em = () => database.orm.em.fork()
const ALL = [{ name: 'All', takes: '1', split: [{ to: 'class:parts' as const, ratio: '1' }] }]
const CAPPED = [...ALL, { name: 'Surplus', takes: '1', split: [{ to: 'platform' as const, ratio: '1' }] }]

async function reverseLine(
  distributionId: string,
  classId: string,
  holderId: string,
  now = '2025-04-20',
): Promise<void> {
  const [requesterId, approverId] = [newId(), newId()]
  const line = { classId, holderId }
  const { requestId } = await world.run(now, tx =>
    requestReversal(tx, { distributionId, line, reason: 'Sold before', requesterId }, at(now)),
  )
  await world.run(now, tx => reverseDistribution(tx, { requestId, approverId }, at(now)))
}

const lineOf = async (distributionId: string, holderId: string) =>
  (await dividends(em(), { distributionIds: [distributionId], holderIds: [holderId] }))[0]
const held = (ownerId: string) => balanceOf(em(), { kind: 'holder', ownerId, currency: 'EUR' })
const revenue = (scopeId: string) => balanceOf(em(), { kind: 'revenue', scopeId, currency: 'EUR' })

/** Carries + residue of the pools of a run, in 10^-18 minor units. */
async function leftOver(distributionId: string): Promise<bigint> {
  const lines = await dividends(em(), { distributionIds: [distributionId] })
  const pools = await poolsOf(em(), distributionId)
  return [...lines.map(line => line.carry), ...pools.map(pool => pool.residue)].reduce((a, b) => a + b, 0n)
}

describe('a line that is taken back', () => {
  test('of somebody who left since, leaves the others lines that are explained: what it had moved counts once', async () => {
    const { projectId, classId, holders } = await world.funded({ Ann: 1, Bea: 1, Cid: 1 }, { tiers: ALL })
    const [ann = '', bea = ''] = [holders.Ann, holders.Bea]
    const first = await world.month(projectId, '2025-03', '10.00')
    await handOn(world, classId, { from: ann, to: bea, shares: 1, day: '2025-04-10' })
    await reverseLine(first, classId, ann)
    const second = await world.month(projectId, '2025-04', '10.00')
    expect(await expectExplained(database, second)).toBe(2)
    // Of a run before the one before, too: there the one who left has no line any more.
    const {
      projectId: other,
      classId: parts,
      holders: them,
    } = await world.funded({ Ann: 1, Bea: 1, Cid: 1 }, { tiers: ALL })
    const [eve = '', fay = ''] = [them.Ann, them.Bea]
    const early = await world.month(other, '2025-03', '10.00')
    await handOn(world, parts, { from: eve, to: fay, shares: 1, day: '2025-04-10' })
    await world.month(other, '2025-04', '10.00')
    await reverseLine(early, parts, eve, '2025-05-20')
    expect(await expectExplained(database, await world.month(other, '2025-05', '10.00'))).toBe(2)
  })

  test('leaves its holder, and its gross lies with the project, where no run uses it', async () => {
    const { projectId, classId, holders } = await world.funded({ Ann: 1, Bea: 2 }, { tiers: ALL })
    const [ann = '', bea = ''] = [holders.Ann, holders.Bea]
    const first = await world.month(projectId, '2025-03', '10.00')
    await reverseLine(first, classId, ann)
    expect([await held(ann), await held(bea)]).toEqual([0n, 667n])
    expect([await revenue(projectId), await keptForAdjustment(em(), projectId)]).toEqual([333n, 333n])

    const now = await world.approved(projectId, '2025-04', '3.00', '2.99')
    const run = () => world.run(now, tx => distribute(tx, { projectId }, now))
    await expect(run()).rejects.toThrow('6.33 EUR is needed, 6.32 EUR has arrived')
  })

  test('gives back each levy what it withheld', async () => {
    const terms = { tiers: ALL, levies: { income: 'dividend' as const } }
    const { projectId, classId, holders } = await world.funded({ Ann: 1, Bea: 1 }, terms)
    const [ann = '', bea = ''] = [holders.Ann, holders.Bea]
    for (const partyId of [ann, bea]) {
      const declared = { partyId, country: 'FR', provedOn: null, evidence: null, byFinance: false }
      await world.run('2025-02-20', tx => declareTaxResidence(tx, declared, at('2025-02-20')))
    }
    const levies = async () =>
      (
        await sql<{ code: string; amount: bigint }>`
          select code, -sum(amount)::bigint as amount from posting join account on account.id = account_id
           where kind = 'levy' group by code order by code`.execute(sqlOf(em()))
      ).rows.map(row => row.amount)
    const id = await world.month(projectId, '2025-03', '200.00')
    const withheld = await levies()
    expect(withheld.reduce((a, b) => a + b, 0n)).toBe(6_000n)
    await reverseLine(id, classId, ann)
    expect(await levies()).toEqual(withheld.map(amount => amount / 2n))
    expect([await held(ann), await held(bea), await revenue(projectId)]).toEqual([0n, 7_000n, 10_000n])
  })

  test('takes back what it moved of the carry: in the next run carries and residue are zero together', async () => {
    const { projectId, classId, holders } = await world.funded({ Ann: 1, Bea: 1, Cid: 1 }, { tiers: ALL })
    const ann = holders.Ann ?? ''
    const first = await world.month(projectId, '2025-03', '0.01')
    const second = await world.month(projectId, '2025-04', '0.01')
    await reverseLine(first, classId, ann, '2025-05-20')
    await reverseLine(second, classId, ann, '2025-05-20')
    const third = await world.month(projectId, '2025-05', '1.00')
    expect([await leftOver(second), await leftOver(third)]).toEqual([0n, 0n])
    // She came in with nothing: of 100 and what her two lines had moved, a third is hers.
    const moved = (await lineOf(second, ann))?.carry ?? 0n
    const line = await lineOf(third, ann)
    const due = (100n * 10n ** 18n + moved) / 3n
    expect((line?.gross ?? 0n) * 10n ** 18n + (line?.carry ?? 0n)).toBe(due)
    expect(await leftOver(await world.month(projectId, '2025-06', '0.02'))).toBe(0n)
  })

  test('counts no more towards the cap of its holder', async () => {
    const terms = { tiers: CAPPED, caps: [{ class: 'parts', times: '1' }] }
    const { projectId, classId, holders } = await world.funded({ Ann: 1, Bea: 1 }, terms)
    const [ann = '', bea = ''] = [holders.Ann, holders.Bea]
    const first = await world.month(projectId, '2025-03', '20.00')
    expect([await held(ann), await held(bea)]).toEqual([1_000n, 1_000n])
    await reverseLine(first, classId, ann)
    const second = await world.month(projectId, '2025-04', '20.00')
    expect([(await lineOf(second, ann))?.gross, (await lineOf(second, bea))?.gross]).toEqual([1_000n, 0n])
  })

  test('counts for the next run that stands: when that one is taken back, for the one after it', async () => {
    const { projectId, classId, holders } = await world.funded({ Ann: 1, Bea: 1, Cid: 1 }, { tiers: ALL })
    const ann = holders.Ann ?? ''
    await reverseLine(await world.month(projectId, '2025-03', '0.01'), classId, ann)
    const second = await world.month(projectId, '2025-04', '0.01')
    const { requestId } = await world.run('2025-06-02', tx =>
      requestReversal(
        tx,
        { distributionId: second, line: null, reason: 'Wrong', requesterId: newId() },
        at('2025-06-02'),
      ),
    )
    await world.run('2025-06-02', tx =>
      reverseDistribution(tx, { requestId, approverId: newId() }, at('2025-06-02')),
    )
    const { distributionId: third } = await world.run('2025-06-03', tx =>
      distribute(tx, { projectId }, at('2025-06-03')),
    )
    const told = async (id: string) =>
      (await dividends(em(), { distributionIds: [id] })).map(({ distributionId: _, ...line }) => line)
    expect(await told(third)).toEqual(await told(second))
    expect(await leftOver(third)).toBe(0n)
  })
})
