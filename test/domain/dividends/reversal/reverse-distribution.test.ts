import { describe, expect, test } from '@jest/globals'
import { approveDistribution } from '../../../../src/domain/dividends/approval/approve-distribution.ts'
import { previewRun } from '../../../../src/domain/dividends/approval/preview-run.ts'
import { reportsToDistribute } from '../../../../src/domain/dividends/revenue/reports.ts'
import { requestReversal } from '../../../../src/domain/dividends/reversal/request-reversal.ts'
import { lineReversals, runReversals } from '../../../../src/domain/dividends/reversal/reversals.ts'
import { reverseDistribution } from '../../../../src/domain/dividends/reversal/reverse-distribution.ts'
import { distribute } from '../../../../src/domain/dividends/run/distribute.ts'
import {
  distributions,
  dividends,
  poolsOf,
  recipientsOf,
  tiersOf,
} from '../../../../src/domain/dividends/run/distributions.ts'
import { newId } from '../../../../src/domain/ids.ts'
import { balanceOf, balances } from '../../../../src/domain/ledger/balances.ts'
import { useDatabase } from '../../../support/database.ts'
import { at, worldOf } from '../../../support/world.ts'

const database = useDatabase()
const world = worldOf(database)
const em = () => database.orm.em.fork()
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })

const [FINANCE, APPROVER] = [newId(), newId()]
const ask = async (
  distributionId: string,
  line: { classId: string; holderId: string } | null = null,
  { reason = 'A wrong file', requesterId = FINANCE, now = '2025-06-01' } = {},
) =>
  (await world.run(now, tx => requestReversal(tx, { distributionId, line, reason, requesterId }, at(now))))
    .requestId
const approve = (requestId: string, approverId = APPROVER, now = '2025-06-02') =>
  world.run(now, tx => reverseDistribution(tx, { requestId, approverId }, at(now)))
const reverse = async (distributionId: string) => approve(await ask(distributionId))
const again = async (projectId: string, now = '2025-06-03') =>
  (await world.run(now, tx => distribute(tx, { projectId }, at(now)))).distributionId

/** All that a run says, but for what tells it apart from another. */
async function said(id: string) {
  const strip = <Row extends { distributionId: string }>(rows: Row[]) =>
    rows.map(({ distributionId: _, ...row }) => row)
  return {
    tiers: await tiersOf(em(), id),
    recipients: strip(await recipientsOf(em(), id)),
    pools: strip(await poolsOf(em(), id)),
    lines: strip(await dividends(em(), { distributionIds: [id] })).toSorted((a, b) =>
      a.holderId < b.holderId ? -1 : 1,
    ),
  }
}

/** Fractions at each step, a threshold that the second run crosses, a cap that it meets, and levies. */
const CLAUSES = {
  tiers: [
    {
      name: 'Advance',
      takes: '1',
      split: [{ to: 'issuer' as const, ratio: '1' }],
      upTo: { amount: '70.00' },
    },
    {
      name: 'Rest',
      takes: '1',
      split: [
        { to: 'class:parts' as const, ratio: '1/3' },
        { to: 'platform' as const, ratio: '2/3' },
      ],
    },
    { name: 'Surplus', takes: '1', split: [{ to: 'platform' as const, ratio: '1' }] },
  ],
  caps: [{ class: 'parts', times: '0.2' }],
}
const HOLDERS = { Ann: 6, Bea: 6, Cid: 2 }

describe('a run that is taken back as a whole', () => {
  test('and made again gives the same cents: carry, residue, tiers and caps were those of the run before', async () => {
    const { projectId } = await world.funded(HOLDERS, CLAUSES)
    const first = await world.month(projectId, '2025-03', '100.01')
    const second = await world.month(projectId, '2025-04', '77.77')
    const before = await balances(em(), { scopeId: projectId })
    await reverse(second)
    const third = await again(projectId)
    expect(await said(third)).toEqual(await said(second))
    expect(await said(third)).not.toEqual(await said(first))
    expect(await distributions(em(), [second, third])).toMatchObject([{ number: 2 }, { number: 3 }])
    expect(await balances(em(), { scopeId: projectId })).toEqual(before)
  })

  test('leaves its reports approved and waiting, its money on the revenue account, and says why', async () => {
    const { projectId, holders } = await world.funded(HOLDERS)
    const id = await world.month(projectId, '2025-03', '100.00')
    await reverse(id)
    expect(await reportsToDistribute(em(), projectId)).toMatchObject([
      { periodEnd: '2025-03-31', distributionId: null },
    ])
    expect(await balanceOf(em(), { kind: 'revenue', scopeId: projectId, currency: 'EUR' })).toBe(10_000n)
    expect(await balanceOf(em(), { kind: 'holder', ownerId: holders.Ann ?? '', currency: 'EUR' })).toBe(0n)
    expect(await runReversals(em(), [id])).toMatchObject([
      { reason: 'A wrong file', approverId: APPROVER, requesterId: FINANCE },
    ])
  })

  test('is the latest that stands: run after run is taken back from the end, and the next starts from what is left', async () => {
    const { projectId } = await world.funded(HOLDERS, CLAUSES)
    const first = await world.month(projectId, '2025-03', '100.01')
    const second = await world.month(projectId, '2025-04', '7.77')
    await expect(ask(first)).rejects.toThrow(
      refused('NOT_LATEST_RUN', 'Run 1 cannot be taken back: run 2 started from it'),
    )
    await reverse(second)
    await reverse(first)
    const third = await again(projectId)
    expect(await distributions(em(), [third])).toMatchObject([{ number: 3, amount: 10_778n }])
    await world.month(projectId, '2025-05', '1.00')
  })

  test('is taken back once: of requests approved at the same moment one succeeds', async () => {
    const pairs = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const { projectId } = await world.funded({ Ann: 1, Bea: 2 })
        const id = await world.month(projectId, '2025-03', '10.00')
        return [await ask(id), await ask(id)]
      }),
    )
    const outcomes = await Promise.allSettled(pairs.flat().map(requestId => approve(requestId)))
    const codes = outcomes.map(each =>
      each.status === 'fulfilled' ? 'reversed' : (each.reason as { code: string }).code,
    )
    expect(codes.filter(code => code === 'reversed')).toHaveLength(20)
    expect(codes.filter(code => code === 'ALREADY_REVERSED')).toHaveLength(20)
  })
})

test('a signature that a run carried out, or that is of before a reversal, lets no other run go', async () => {
  const { projectId, classId, holders } = await world.funded({ Ann: 1, Bea: 2 }, { unsignedUpTo: '0.00' })
  const sign = async (now: string) => {
    const { hash } = await previewRun(em(), { projectId, paidOn: now }, at(now))
    const signed = { projectId, hash, paidOn: now, approverId: newId() }
    await world.run(now, tx => approveDistribution(tx, signed, at(now)))
  }
  await world.approved(projectId, '2025-03', '10.00')
  await sign('2025-04-05')
  const first = await again(projectId, '2025-04-05')
  await approve(await ask(first, null, { now: '2025-04-06' }), APPROVER, '2025-04-06')
  await expect(again(projectId, '2025-04-06')).rejects.toThrow(refused('RUN_NOT_APPROVED', '10.00 EUR'))
  await sign('2025-04-06')
  const second = await again(projectId, '2025-04-06')

  await world.approved(projectId, '2025-04', '20.00')
  await sign('2025-05-05')
  const line = { classId, holderId: holders.Ann ?? '' }
  await approve(await ask(second, line, { now: '2025-05-05' }), APPROVER, '2025-05-05')
  await expect(again(projectId, '2025-05-05')).rejects.toThrow(refused('PREVIEW_STALE', 'latestRun moved'))
})

describe('a reversal is refused, and nothing is changed,', () => {
  test('when it was made before, or nobody asked for it, or the run is not there', async () => {
    const { projectId } = await world.funded({ Ann: 1 })
    const id = await world.month(projectId, '2025-03', '10.00')
    const [one, other] = [await ask(id), await ask(id)]
    await approve(one)
    await expect(approve(other)).rejects.toThrow(
      refused('ALREADY_REVERSED', 'Run 1 was taken back before, at 2025-06-02T12:00:00.000Z'),
    )
    await expect(approve(newId())).rejects.toThrow(refused('REVERSAL_UNKNOWN'))
    await expect(ask(newId())).rejects.toThrow(refused('DISTRIBUTION_UNKNOWN'))
  })

  test('when the same person asks and approves, or somebody of the issuer approves, or no reason is said', async () => {
    const { projectId, issuerId } = await world.funded({ Ann: 1 })
    const id = await world.month(projectId, '2025-03', '10.00')
    const requestId = await ask(id)
    await expect(approve(requestId, FINANCE)).rejects.toThrow(
      refused('SAME_PERSON', 'A reversal needs another'),
    )
    await expect(approve(requestId, issuerId)).rejects.toThrow(refused('APPROVER_IS_ISSUER'))
    await expect(ask(id, null, { reason: ' ' })).rejects.toThrow(
      expect.objectContaining({ code: 'EXPLANATION_MALFORMED', field: 'reason' }),
    )
    expect(await runReversals(em(), [id])).toEqual([])
  })

  test('of a line that the run does not have, of one that was taken back, and of a whole run without one of its lines', async () => {
    const { projectId, classId, holders } = await world.funded({ Ann: 1, Bea: 1 })
    const id = await world.month(projectId, '2025-03', '10.00')
    const line = { classId, holderId: holders.Ann ?? '' }
    await expect(ask(id, { classId, holderId: newId() })).rejects.toThrow(
      refused('DIVIDEND_UNKNOWN', 'None of the 2 lines of run 1'),
    )
    const [one, other] = [await ask(id, line), await ask(id, line)]
    await approve(one)
    await expect(approve(other)).rejects.toThrow(refused('ALREADY_REVERSED', 'This line of run 1'))
    await expect(ask(id)).rejects.toThrow(refused('LINES_REVERSED', '1 of its lines'))
    expect(await lineReversals(em(), [id])).toHaveLength(1)
  })
})
