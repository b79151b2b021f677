import { describe, expect, test } from '@jest/globals'
import { approveRevenue } from '../../../../src/domain/dividends/revenue/approve-revenue.ts'
import { reportRevenue } from '../../../../src/domain/dividends/revenue/report-revenue.ts'
import { requestReversal } from '../../../../src/domain/dividends/reversal/request-reversal.ts'
import { reverseDistribution } from '../../../../src/domain/dividends/reversal/reverse-distribution.ts'
import { distributions, distributionsPage } from '../../../../src/domain/dividends/run/distributions.ts'
import { newId } from '../../../../src/domain/ids.ts'
import { useDatabase } from '../../../support/database.ts'
import { handOn } from '../../../support/hand-on.ts'
import { at, EUR } from '../../../support/world.ts'
import { approvalsWorldOf, SIGNED, TODAY } from './approvals-world.ts'

const database = useDatabase()
const world = approvalsWorldOf(database)
const em = () => database.orm.em.fork()
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })
const stale = (...moved: string[]) =>
  refused('PREVIEW_STALE', `${moved.join(', ')} moved (${moved.length} of its parts)`)
const runsOf = (projectId: string) =>
  distributionsPage(em(), { projectId, holderIds: null }, { limit: 10, inverted: false })
const TOMORROW = '2025-04-05'

describe('a run goes', () => {
  test('not without a signature: the refusal says how much it is over and what may go', async () => {
    const [none, small] = [await world.ready(), await world.ready({ unsignedUpTo: '99.99' })]
    await expect(world.distributed(none.projectId)).rejects.toEqual(
      refused('RUN_NOT_APPROVED', 'over 100.00 EUR; without a signed preview the contract lets nothing go'),
    )
    await expect(world.distributed(small.projectId)).rejects.toEqual(
      refused('RUN_NOT_APPROVED', 'over 100.00 EUR; without a signed preview the contract lets 99.99 go'),
    )
    expect([await runsOf(none.projectId), await runsOf(small.projectId)]).toEqual([[], []])
  })

  test('without one up to the amount that the contract says, exactly', async () => {
    const { projectId } = await world.ready({ unsignedUpTo: '100.00' })
    await world.distributed(projectId)
    expect(await approvalOf(projectId)).toEqual([null])
  })

  test('by the signature, and names it; the next run needs one of its own', async () => {
    const { projectId } = await world.ready()
    const { approvalId } = await world.sign(projectId, (await world.preview(projectId)).hash)
    await world.distributed(projectId)
    expect(await approvalOf(projectId)).toEqual([approvalId])
    await world.approved(projectId, '2025-04', '1.00')
    await expect(world.distributed(projectId, '2025-05-04')).rejects.toEqual(refused('RUN_NOT_APPROVED'))
  })

  test('by the latest signature of several', async () => {
    const { projectId } = await world.ready()
    await world.signed(projectId, TOMORROW)
    await world.signed(projectId, TODAY)
    await world.distributed(projectId)
    expect(
      await distributions(
        em(),
        (await runsOf(projectId)).map(run => run.id),
      ),
    ).toMatchObject([{ number: 1, paidOn: TODAY }])
  })

  test('on the day it was signed for and no other, before or after', async () => {
    const { projectId } = await world.ready()
    await world.signed(projectId, TOMORROW)
    await expect(world.distributed(projectId, TODAY)).rejects.toEqual(
      refused('PAYMENT_DATE_PASSED', `The run is for ${TOMORROW}; today is ${TODAY}`),
    )
    await expect(world.distributed(projectId, '2025-04-06')).rejects.toEqual(
      refused('PAYMENT_DATE_PASSED', `The run is for ${TOMORROW}; today is 2025-04-06`),
    )
    await world.distributed(projectId, TOMORROW)
  })
})

async function approvalOf(projectId: string): Promise<(string | null)[]> {
  const rows = await world
    .sql()
    .selectFrom('distribution')
    .select('approvalId')
    .where('projectId', '=', projectId)
    .execute()
  return rows.map(row => row.approvalId)
}

describe('a signed run that is no longer what was signed is refused by the name of the part', () => {
  test('contract: another one came into force', async () => {
    const { projectId } = await world.ready()
    await world.signed(projectId)
    await world.amend(projectId, { ...SIGNED, tolerance: '0.5' }, TODAY)
    await expect(world.distributed(projectId)).rejects.toEqual(stale('contract'))
  })

  test('levy rules and method, with the contract that asks for others', async () => {
    const { projectId } = await world.ready()
    await world.signed(projectId)
    await world.amend(projectId, { ...SIGNED, levies: { income: 'dividend' } }, TODAY)
    await expect(world.distributed(projectId)).rejects.toEqual(stale('contract', 'levyRules'))
    await world.signed(projectId)
    await world.amend(projectId, { ...SIGNED, rounding: 'largestRemainder' }, TODAY)
    await expect(world.distributed(projectId)).rejects.toEqual(stale('contract', 'levyRules', 'method'))
  })

  test('reports: one more was approved', async () => {
    const { projectId } = await world.ready()
    await world.signed(projectId)
    await world.approved(projectId, '2025-02', '5.00')
    await expect(world.distributed(projectId)).rejects.toEqual(stale('reports'))
  })

  test('register: somebody else holds shares at the record date', async () => {
    const { projectId, classId } = await world.project(SIGNED, 10)
    const [ann, bea] = [await world.person('Ann'), await world.person('Bea')]
    await buy(classId, ann, 6)
    await world.approved(projectId, '2025-03', '100.00')
    await world.signed(projectId)
    await buy(classId, bea, 4)
    await expect(world.distributed(projectId)).rejects.toEqual(stale('register'))
    expect(await runsOf(projectId)).toEqual([])
  })
})

test('a line of somebody who left is taken back after the signature: the latest run moved, not the register', async () => {
  const { projectId, classId, ann, bea } = await world.film()
  await world.approved(projectId, '2025-03', '0.33')
  await world.signed(projectId)
  const first = await world.distributed(projectId)
  await handOn(world, classId, { from: ann, to: bea, shares: 6, day: '2025-04-10' })
  await world.approved(projectId, '2025-04', '5.00')
  const day = '2025-05-04'
  await world.signed(projectId, day, day)
  const line = { classId, holderId: ann }
  const asked = { distributionId: first, line, reason: 'Sold before', requesterId: newId() }
  const { requestId } = await world.run(day, em => requestReversal(em, asked, at(day)))
  await world.run(day, em => reverseDistribution(em, { requestId, approverId: newId() }, at(day)))
  await expect(world.distributed(projectId, day)).rejects.toEqual(stale('latestRun'))
})

async function buy(classId: string, partyId: string, shares: number): Promise<void> {
  const offeringId = await world.offering(classId, { shares, goal: 1000n, goalMode: 'keepWhatWasRaised' })
  await world.pay(await world.order(offeringId, partyId, shares))
  await world.close(offeringId)
}

describe('a signature is refused', () => {
  test('under a preview from before the latest run', async () => {
    const { projectId } = await world.ready({ unsignedUpTo: '100.00' })
    const { hash } = await world.preview(projectId)
    await world.distributed(projectId)
    await world.approved(projectId, '2025-02', '5.00')
    await expect(world.sign(projectId, hash)).rejects.toEqual(stale('reports', 'latestRun'))
  })

  test('under a preview of another day, or a hash that is none', async () => {
    const { projectId } = await world.ready()
    const { hash } = await world.preview(projectId, TOMORROW)
    await expect(world.sign(projectId, hash)).rejects.toEqual(stale('paymentDate'))
    await expect(world.sign(projectId, 'x')).rejects.toEqual(
      refused(
        'PREVIEW_STALE',
        'contract, reports, adjustments, register, latestRun, levyRules, paymentDate, method moved',
      ),
    )
    const forged = `${'0'.repeat(64)}${(await world.preview(projectId)).hash.slice(64)}`
    await expect(world.sign(projectId, forged)).rejects.toEqual(refused('PREVIEW_STALE', '8 of its parts'))
  })

  test('for a day that is over', async () => {
    const { projectId } = await world.ready()
    const { hash } = await world.preview(projectId, '2025-04-03')
    await expect(world.sign(projectId, hash, { paidOn: '2025-04-03' })).rejects.toEqual(
      refused('PAYMENT_DATE_PASSED', `The run is for 2025-04-03; today is ${TODAY}`),
    )
  })

  test('to whoever sent one of its reports', async () => {
    const { projectId } = await world.film()
    const reporterId = await world.person('Reporter')
    await world.approved(projectId, '2025-02', '5.00')
    await report(projectId, reporterId)
    const { hash } = await world.preview(projectId)
    await expect(world.sign(projectId, hash, { approverId: reporterId })).rejects.toEqual(
      refused('APPROVER_REPORTED', 'sent by you or for you, at 2025-04-04T12:00:00.000Z'),
    )
    await world.sign(projectId, hash)
  })

  test('to the issuer', async () => {
    const { projectId, issuerId } = await world.ready()
    const { hash } = await world.preview(projectId)
    await expect(world.sign(projectId, hash, { approverId: issuerId })).rejects.toEqual(
      refused('APPROVER_IS_ISSUER', 'the issuer of "Toi + Moi"'),
    )
  })

  test('when there is nothing to run, or no such project', async () => {
    const { projectId } = await world.film()
    await expect(world.sign(projectId, 'x')).rejects.toEqual(
      refused('NOTHING_TO_DISTRIBUTE', '0 approved reports wait, together 0.00 EUR'),
    )
    await expect(world.sign(newId(), 'x')).rejects.toEqual(refused('PROJECT_UNKNOWN'))
  })
})

async function report(projectId: string, reporterId: string): Promise<void> {
  const lines = [{ source: 'Sales', gross: EUR('7.00'), deduction: null, deductionLabel: null }]
  const input = { projectId, periodStart: '2025-03-01', periodEnd: '2025-03-31', lines, reporterId }
  const { reportId } = await world.run(TODAY, tx => reportRevenue(tx, input, at(TODAY)))
  await world.run(TODAY, tx => approveRevenue(tx, { reportId, approverId: newId() }, at(TODAY)))
}
