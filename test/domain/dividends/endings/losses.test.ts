import { describe, expect, test } from '@jest/globals'
import { runChecks } from '../../../../src/domain/checks/run-checks.ts'
import { losses } from '../../../../src/domain/dividends/endings/losses.ts'
import { requestReversal } from '../../../../src/domain/dividends/reversal/request-reversal.ts'
import { reverseDistribution } from '../../../../src/domain/dividends/reversal/reverse-distribution.ts'
import { tiersOf } from '../../../../src/domain/dividends/run/distributions.ts'
import { newId } from '../../../../src/domain/ids.ts'
import { balanceOf } from '../../../../src/domain/ledger/balances.ts'
import { book } from '../../../../src/domain/ledger/book.ts'
import { useDatabase } from '../../../support/database.ts'
import { at } from '../../../support/world.ts'
import { APPROVER, endingIn, FINANCE, FREE } from './loan-world.ts'

/** Money leaves an account here by an entry that books no fact, so the checks are made at the end, but for that. */
const database = useDatabase({ checked: false })
const { world, em, record, approve, recover } = endingIn(database)

const lost = async (holderId: string | undefined, projectId: string) => {
  const found = await losses(em(), { holderIds: [holderId ?? ''], projectId })
  return found.map(each => [each.putIn, each.gotBack, each.lost, each.irrecoverableOn])
}

describe('what a holder lost', () => {
  test('is what he put in and did not get back, from the day the project was wound up', async () => {
    const { projectId, holders } = await world.funded({ Ann: 3, Bea: 1 }, FREE)
    await world.month(projectId, '2025-03', '12.00')
    await record(projectId, 'insolvency', '2025-09-01')
    expect(await lost(holders.Ann, projectId)).toEqual([])
    const windUp = await record(projectId, 'windUp', '2025-11-15')
    expect(await lost(holders.Ann, projectId)).toEqual([])
    await approve(windUp)
    expect(await lost(holders.Ann, projectId)).toEqual([[3000n, 900n, 2100n, '2025-11-15']])
    expect(await lost(holders.Bea, projectId)).toEqual([[1000n, 300n, 700n, '2025-11-15']])
    expect(await lost(await world.person('Eve'), projectId)).toEqual([])
  })

  test('grows less by what is recovered, which goes through the tiers before and after the winding up', async () => {
    const { projectId, holders } = await world.funded({ Ann: 1, Bea: 1 }, FREE)
    await record(projectId, 'insolvency', '2025-09-01')
    const first = await recover(projectId, '4.00', 'recovery', '2025-10-31')
    await approve(await record(projectId, 'windUp', '2025-11-15'))
    expect(await lost(holders.Ann, projectId)).toEqual([[1000n, 200n, 800n, '2025-11-15']])
    const second = await recover(projectId, '18.00', 'recovery')
    // Of 18.00 the lenders get the 16.00 that are open, and the rest is the issuer's: the tiers know what was before.
    expect((await tiersOf(em(), first)).map(tier => tier.taken.toString())).toEqual(['400', '0'])
    expect((await tiersOf(em(), second)).map(tier => tier.taken.toString())).toEqual(['1600', '200'])
    expect(await lost(holders.Ann, projectId)).toEqual([[1000n, 1000n, 0n, '2025-11-15']])
  })

  test('is nothing where more came back than was put in', async () => {
    const tiers = [{ name: 'All', takes: '1', split: [{ to: 'class:parts' as const, ratio: '1' }] }]
    const { projectId, holders } = await world.funded({ Ann: 1 }, { tiers })
    await world.month(projectId, '2025-03', '25.00')
    await approve(await record(projectId, 'windUp', '2025-11-15'))
    expect(await lost(holders.Ann, projectId)).toEqual([[1000n, 2500n, 0n, '2025-11-15']])
  })

  test('is as of the latest run or the latest taking back of a line of his, so that no correction is older than what it corrects', async () => {
    const { projectId, classId, holders } = await world.funded({ Ann: 1, Bea: 1 }, FREE)
    const [ann = '', bea = ''] = [holders.Ann, holders.Bea]
    const asOf = async (holderId: string) =>
      (await losses(em(), { holderIds: [holderId], projectId }))[0]?.asOf
    const takeBack = async (
      distributionId: string,
      line: { classId: string; holderId: string } | null,
      day: string,
    ) => {
      const ask = { distributionId, line, reason: 'Wrong', requesterId: FINANCE }
      const { requestId } = await world.run(day, tx => requestReversal(tx, ask, at(day)))
      await world.run(day, tx => reverseDistribution(tx, { requestId, approverId: APPROVER }, at(day)))
    }
    await approve(await record(projectId, 'windUp', '2025-11-15'))
    expect(await asOf(ann)).toEqual(at('2025-12-02'))
    const run = await recover(projectId, '4.00', 'recovery', '2026-01-31')
    expect(await asOf(ann)).toEqual(at('2026-01-31T23:30:00Z'))
    await takeBack(run, { classId, holderId: ann }, '2026-02-10')
    expect(await lost(ann, projectId)).toEqual([[1000n, 0n, 1000n, '2025-11-15']])
    expect([await asOf(ann), await asOf(bea)]).toEqual([at('2026-02-10'), at('2026-01-31T23:30:00Z')])
    const next = await recover(projectId, '4.00', 'recovery', '2026-02-28')
    await takeBack(next, null, '2026-03-10')
    expect(await lost(bea, projectId)).toEqual([[1000n, 200n, 800n, '2025-11-15']])
    expect([await asOf(ann), await asOf(bea)]).toEqual([at('2026-03-10'), at('2026-03-10')])
  })
})

describe('what was to be recovered from later income', () => {
  const tiers = [{ name: 'All', takes: '1', split: [{ to: 'class:parts' as const, ratio: '1' }] }]
  const balance = (kind: 'recoverable' | 'revenue' | 'holder', projectId?: string, ownerId?: string) => {
    const name = {
      kind,
      currency: 'EUR',
      ...(projectId && { scopeId: projectId }),
      ...(ownerId && { ownerId }),
    }
    return balanceOf(em(), name)
  }

  /** Two holders get 5.00 each; the first has spent it when his line is taken back. */
  async function spent() {
    const { projectId, classId, holders } = await world.funded({ Ann: 1, Bea: 1 }, { tiers })
    const ann = holders.Ann ?? ''
    const distributionId = await world.month(projectId, '2025-03', '10.00')
    await world.run('2025-05-20', async tx => {
      await book(tx, { kind: 'receiptRecorded', factId: newId(), bookedOn: '2025-05-20' }, [
        { account: { kind: 'holder', ownerId: ann, currency: 'EUR' }, amount: 500n },
        { account: { kind: 'bank', code: 'main', currency: 'EUR' }, amount: -500n },
      ])
      return {}
    })
    const ask = { distributionId, line: { classId, holderId: ann }, reason: 'Wrong', requesterId: FINANCE }
    const { requestId } = await world.run('2025-06-01', tx => requestReversal(tx, ask, at('2025-06-01')))
    await world.run('2025-06-01', tx =>
      reverseDistribution(tx, { requestId, approverId: APPROVER }, at('2025-06-01')),
    )
    return { projectId, ann, bea: holders.Bea ?? '' }
  }

  test('is written off when the project is wound up, from the revenue that is not there', async () => {
    const { projectId, ann } = await spent()
    expect([await balance('recoverable', projectId, ann), await balance('revenue', projectId)]).toEqual([
      500n,
      500n,
    ])
    await approve(await record(projectId, 'windUp', '2025-11-15'))
    expect([await balance('recoverable', projectId, ann), await balance('revenue', projectId)]).toEqual([
      0n,
      0n,
    ])
  })

  test('stands in the way of no later recovery', async () => {
    const { projectId, ann, bea } = await spent()
    await approve(await record(projectId, 'windUp', '2025-11-15'))
    await recover(projectId, '6.00', 'recovery')
    expect([await balance('holder', undefined, ann), await balance('holder', undefined, bea)]).toEqual([
      300n,
      800n,
    ])
    expect(await balance('revenue', projectId)).toBe(0n)
  })

  test('and everything else here leaves books in which only the spending books no fact', async () => {
    const broken = (await runChecks(em())).filter(each => each.violations > 0)
    expect(broken.map(each => each.name)).toEqual([
      'Every entry books a fact that is there',
      'The bank accounts got every receipt and gave every debit, and nothing else',
      'The account of a holder got the net of his lines and what was given back to him, and nothing else',
    ])
  })
})
