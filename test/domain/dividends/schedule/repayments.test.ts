import { describe, expect, test } from '@jest/globals'
import { requestReversal } from '../../../../src/domain/dividends/reversal/request-reversal.ts'
import { reverseDistribution } from '../../../../src/domain/dividends/reversal/reverse-distribution.ts'
import { dividends } from '../../../../src/domain/dividends/run/distributions.ts'
import { follow } from '../../../../src/domain/dividends/schedule/follow.ts'
import { defaultRates } from '../../../../src/domain/dividends/schedule/published-rates.ts'
import { repayments } from '../../../../src/domain/dividends/schedule/repayments.ts'
import { standingOn } from '../../../../src/domain/dividends/schedule/standing.ts'
import type { ContractTerms } from '../../../../src/domain/offerings/terms/contract-terms.ts'
import { useDatabase } from '../../../support/database.ts'
import { at } from '../../../support/world.ts'
import { APPROVER, endingIn, FINANCE, FREE } from '../endings/loan-world.ts'

const database = useDatabase()
const { world, em, end, state } = endingIn(database)

async function followed(projectId: string, now: string) {
  const [loan] = await repayments(em(), [projectId], at(now))
  if (loan === undefined) return null
  const { facts, today, principal } = loan
  const paid = follow(facts.plan, { ...facts, today })
  return {
    principal,
    standing: standingOn(facts, today),
    paid: paid.map(each => [each.total, each.paid, each.paidOn]),
  }
}

/** 12 % a year on what is open, from 31 March: 1 % at the end of each month of thirty days. */
const WITH_INTEREST: Partial<ContractTerms> = {
  grade: { name: 'B', rates: { A: '0.06', B: '0.12' } },
  tiers: [
    {
      name: 'Interest',
      split: [{ to: 'class:parts', ratio: '1' }],
      upTo: {
        interest: {
          class: 'parts',
          rate: '0.12',
          dayCount: '30E/360',
          from: '2025-03-31',
          compounds: 'never',
          repaidBy: 'Capital',
        },
      },
    },
    {
      name: 'Capital',
      split: [{ to: 'class:parts', ratio: '1' }],
      upTo: { raised: { class: 'parts', times: '1' } },
    },
    { name: 'Rest', split: [{ to: 'issuer', ratio: '1' }] },
  ],
  schedule: {
    class: 'parts',
    method: 'linear',
    instalments: 2,
    every: 'month',
    firstDueOn: '2025-04-30',
    rateRatio: '0.12',
    graceDays: 5,
  },
}

describe('a repayment', () => {
  test('of 20.00 lent for nothing gives 20.00 back to its lenders, and the rest stays with the borrower', async () => {
    const { projectId, holders } = await world.funded({ Ann: 1, Bea: 1 }, FREE)
    expect(await followed(projectId, '2025-02-20')).toEqual({
      principal: 2000n,
      standing: 'performing',
      paid: [
        [1000n, 0n, null],
        [1000n, 0n, null],
      ],
    })
    await world.month(projectId, '2025-03', '10.00')
    expect(await state(projectId, '2025-04-05')).toBe('live')
    await world.month(projectId, '2025-04', '12.00')
    expect(await followed(projectId, '2025-05-04')).toEqual({
      principal: 2000n,
      standing: 'repaid',
      paid: [
        [1000n, 1000n, '2025-04-04'],
        [1000n, 1000n, '2025-05-04'],
      ],
    })
    expect(await state(projectId, '2025-05-04')).toBe('matured')
    const lines = await dividends(em(), { holderIds: Object.values(holders) })
    const got = (name: string) =>
      lines.filter(line => line.holderId === holders[name]).reduce((total, line) => total + line.gross, 0n)
    expect([got('Ann'), got('Bea')]).toEqual([1000n, 1000n])
  })

  test('with interest agrees to the cent with the tiers that allot it', async () => {
    const { projectId } = await world.funded({ Ann: 60, Bea: 40 }, WITH_INTEREST)
    await world.month(projectId, '2025-04', '510.00')
    await world.month(projectId, '2025-05', '505.00')
    expect(await followed(projectId, '2025-06-04')).toEqual({
      principal: 100_000n,
      standing: 'repaid',
      paid: [
        [51_000n, 51_000n, '2025-05-04'],
        [50_500n, 50_500n, '2025-06-04'],
      ],
    })
  })

  test('that was taken back has repaid nobody', async () => {
    const { projectId } = await world.funded({ Ann: 1, Bea: 1 }, FREE)
    const distributionId = await world.month(projectId, '2025-03', '10.00')
    const ask = { distributionId, line: null, reason: 'A wrong file', requesterId: FINANCE }
    const { requestId } = await world.run('2025-04-10', tx => requestReversal(tx, ask, at('2025-04-10')))
    await world.run('2025-04-10', tx =>
      reverseDistribution(tx, { requestId, approverId: APPROVER }, at('2025-04-10')),
    )
    expect(await followed(projectId, '2025-04-11')).toMatchObject({
      standing: 'late',
      paid: [
        [1000n, 0n, null],
        [1000n, 0n, null],
      ],
    })
  })

  test('to one lender that was taken back is open again by his part', async () => {
    const { projectId, classId, holders } = await world.funded({ Ann: 1, Bea: 1 }, FREE)
    const distributionId = await world.month(projectId, '2025-03', '10.00')
    const line = { classId, holderId: holders.Ann ?? '' }
    const ask = { distributionId, line, reason: 'A wrong account', requesterId: FINANCE }
    const { requestId } = await world.run('2025-04-10', tx => requestReversal(tx, ask, at('2025-04-10')))
    await world.run('2025-04-10', tx =>
      reverseDistribution(tx, { requestId, approverId: APPROVER }, at('2025-04-10')),
    )
    expect((await followed(projectId, '2025-04-11'))?.paid[0]).toEqual([1000n, 500n, null])
  })

  test('is late at the midnight after its days of grace, and in default at that after the 90th day', async () => {
    const { projectId } = await world.funded({ Ann: 1, Bea: 1 }, FREE)
    const states = [
      '2025-04-05T21:59:59.999Z',
      '2025-04-05T22:00:00.000Z',
      '2025-06-29T21:59:59.999Z',
      '2025-06-29T22:00:00.000Z',
    ]
    expect(await Promise.all(states.map(async now => (await end(projectId, new Date(now))).state))).toEqual([
      'live',
      'late',
      'late',
      'default',
    ])
  })

  test('is asked of nobody where the contract has no schedule, or nothing was allotted', async () => {
    const { projectId } = await world.funded({ Ann: 1 })
    expect(await followed(projectId, '2025-04-01')).toBe(null)
    const unsold = await world.project(FREE)
    expect(await followed(unsold.projectId, '2025-04-01')).toBe(null)
  })
})

describe('published default rates', () => {
  const rates = (from: string, to: string, now = '2028-06-01') => defaultRates(em(), { from, to }, at(now))
  const refused = (code: string, message = '') =>
    expect.objectContaining({ code, message: expect.stringContaining(message) })

  test('count the loans of the platform, and show what they are counted from', async () => {
    await world.funded({ Ann: 60, Bea: 40 }, WITH_INTEREST)
    // Of grade B one was repaid and one was not; of those without a grade, two defaulted by the first window.
    const { grades } = await rates('2025-02-11', '2028-02-10')
    expect(grades.find(each => each.grade === 'B')).toEqual({
      grade: 'B',
      windows: [
        { from: '2025-02-11', to: '2026-02-10', defaulted: 1, observed: 2, ratio: '0.5000' },
        { from: '2026-02-11', to: '2027-02-10', defaulted: 0, observed: 0, ratio: null },
        { from: '2027-02-11', to: '2028-02-10', defaulted: 0, observed: 0, ratio: null },
      ],
      meanRatio: '0.5000',
    })
  })

  test('are refused over less than 36 months, unless the platform is younger', async () => {
    await expect(rates('2025-02-11', '2028-02-09')).rejects.toEqual(
      refused(
        'OBSERVATION_WRONG',
        'over 36 months at least, or from 2025-02-10 on, and over 100 years at most; these are 24',
      ),
    )
    expect((await rates('2025-02-10', '2026-02-09')).overall.windows).toHaveLength(1)
    await expect(rates('2025-02-10', '2026-02-08')).rejects.toEqual(
      refused('OBSERVATION_WRONG', 'these are 0'),
    )
    await expect(rates('1900-01-01', '2028-01-01')).rejects.toEqual(
      refused('OBSERVATION_WRONG', 'these are 1536'),
    )
    await expect(rates('2025-02-10', '2028-06-02')).rejects.toEqual(refused('DAY_AHEAD'))
    await expect(rates('2025-02-30', '2028-06-02')).rejects.toEqual(refused('DATE_MALFORMED'))
  })
})
