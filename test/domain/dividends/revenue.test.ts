import { describe, expect, test } from '@jest/globals'
import { act } from '../../../src/act.ts'
import { approveRevenue } from '../../../src/domain/dividends/revenue/approve-revenue.ts'
import { type NewReport, reportRevenue } from '../../../src/domain/dividends/revenue/report-revenue.ts'
import { projectsToDistribute, reportOf } from '../../../src/domain/dividends/revenue/reports.ts'
import { newId } from '../../../src/domain/ids.ts'
import { endMandate } from '../../../src/domain/parties/mandates/end-mandate.ts'
import { giveMandate } from '../../../src/domain/parties/mandates/give-mandate.ts'
import { appendGrant } from '../../../src/domain/parties/roles/change-role.ts'
import { useDatabase } from '../../support/database.ts'
import { at, EUR, worldOf } from '../../support/world.ts'

const database = useDatabase()
const world = worldOf(database)
const em = () => database.orm.em.fork()
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })
const NOW = '2025-04-05'

const FEBRUARY = { periodStart: '2025-02-01', periodEnd: '2025-02-28' }
const MARCH = { periodStart: '2025-03-01', periodEnd: '2025-03-31' }
const line = (gross: string, deduction: string | null = null) => {
  return {
    source: 'Sales',
    gross: EUR(gross),
    deduction: deduction && EUR(deduction),
    deductionLabel: deduction && 'Distributor',
  }
}

type Lines = NewReport['lines']
/** The greatest amount the books can hold. */
const MOST = '10000000000000000.00'

async function report(projectId: string, change: Partial<NewReport> = {}, now = NOW) {
  const input = {
    projectId,
    ...MARCH,
    lines: [{ ...line('100.00'), deduction: null }],
    reporterId: newId(),
    ...change,
  }
  return (await world.run(now, tx => reportRevenue(tx, input as NewReport, at(now)))).reportId
}
const approve = (reportId: string, approverId = newId(), now = NOW) =>
  world.run(now, tx => approveRevenue(tx, { reportId, approverId }, at(now)))

describe('a revenue report', () => {
  test('sums its lines: gross, deductions, net; a nil report is one line of 0.00', async () => {
    const { projectId } = await world.project()
    const lines = [line('80.00', '12.50'), line('0.01', '0.00')] as Lines
    expect(await reportOf(em(), await report(projectId, { lines }))).toMatchObject({
      gross: 8001n,
      deductions: 1250n,
      net: 6751n,
    })
    const nil = { ...FEBRUARY, lines: [line('0.00')] as Lines }
    expect(await reportOf(em(), await report(projectId, nil))).toMatchObject({
      net: 0n,
      approvedAt: null,
      distributionId: null,
    })
  })

  test.each<[string, Partial<NewReport>, string]>([
    ['PERIOD_REPORTED', MARCH, '2025-03-01 to 2025-03-31 overlaps the report on 2025-03-01 to 2025-03-31'],
    ['PERIOD_REPORTED', { periodStart: '2025-03-31', periodEnd: '2025-04-01' }, 'a day is reported once'],
    [
      'PERIOD_MALFORMED',
      { periodStart: '2025-02-28', periodEnd: '2025-02-01' },
      'cannot end (2025-02-01) before it starts (2025-02-28)',
    ],
    [
      'PERIOD_NOT_OVER',
      { periodStart: '2025-04-01', periodEnd: '2025-04-05' },
      'ends on 2025-04-05; today is 2025-04-05',
    ],
    ['DATE_MALFORMED', { periodStart: '2025-02-29' }, '"2025-02-29" is not a day'],
    ['REPORT_EMPTY', { periodStart: '2025-01-01', periodEnd: '2025-01-31', lines: [] }, 'at least one line'],
    [
      'REPORT_TOO_LONG',
      {
        periodStart: '2025-01-01',
        periodEnd: '2025-01-31',
        lines: Array.from({ length: 10_001 }, () => line('1.00')) as NewReport['lines'],
      },
      'A report has at most 10000 lines; this one has 10001.',
    ],
    [
      'DEDUCTION_TOO_LARGE',
      {
        periodStart: '2025-01-01',
        periodEnd: '2025-01-31',
        lines: [line('5.00', '5.00'), line('1.00', '2.00')] as NewReport['lines'],
      },
      'The deduction of 2.00 EUR is more than the 1.00 EUR it is taken from.',
    ],
    [
      'AMOUNT_NEGATIVE',
      { periodStart: '2025-01-01', periodEnd: '2025-01-31', lines: [line('-1.00')] as Lines },
      '-1.00 EUR',
    ],
    [
      'CURRENCY_MISMATCH',
      {
        periodStart: '2025-01-01',
        periodEnd: '2025-01-31',
        lines: [line('1'), { ...line('1'), gross: { amount: '1', currency: 'USD' } }] as Lines,
      },
      'in USD',
    ],
    [
      'AMOUNT_TOO_LARGE',
      { periodStart: '2025-01-01', periodEnd: '2025-01-31', lines: [line(MOST), line('0.01')] as Lines },
      '10000000000000000.01 is too large: the greatest amount is 10000000000000000.00.',
    ],
    [
      'AMOUNT_TOO_LARGE',
      {
        periodStart: '2025-01-01',
        periodEnd: '2025-01-31',
        lines: [line(MOST, MOST), line(MOST, MOST)] as Lines,
      },
      '20000000000000000.00 is too large',
    ],
    ['PROJECT_UNKNOWN', { projectId: newId() }, 'There is no project'],
  ])('is refused with %s: %j', async (code, change, message) => {
    const { projectId } = await world.project()
    await report(projectId)
    await expect(report(projectId, change)).rejects.toThrow(refused(code, message))
  })

  test('of the greatest amount is read, approved and taken up like any other', async () => {
    const { projectId } = await world.project()
    const lines = [9, 1].map(share =>
      line(`${share}000000000000000.00`, `${share}000000000000000.00`),
    ) as Lines
    const reportId = await report(projectId, { lines })
    await approve(reportId)
    expect(await reportOf(em(), reportId)).toMatchObject({
      gross: 10n ** 18n,
      deductions: 10n ** 18n,
      net: 0n,
    })
    expect(await projectsToDistribute(em())).toContain(projectId)
  })

  test('sent twice at once for one period is there once', async () => {
    const { projectId } = await world.project()
    const attempts = await Promise.allSettled([report(projectId), report(projectId), report(projectId)])
    expect(attempts.filter(attempt => attempt.status === 'fulfilled')).toHaveLength(1)
  })
})

describe('approval', () => {
  test('is given by another person, once', async () => {
    const { projectId } = await world.project()
    const reporterId = newId()
    const reportId = await report(projectId, { reporterId })
    await expect(approve(reportId, reporterId)).rejects.toThrow(
      refused('APPROVER_REPORTED', 'was sent by you or for you, at 2025-04-05T12:00:00.000Z'),
    )
    await approve(reportId)
    await expect(approve(reportId)).rejects.toThrow(refused('REPORT_APPROVED', '2025-04-05T12:00:00.000Z'))
    await expect(approve(newId())).rejects.toThrow(refused('REPORT_UNKNOWN'))
  })

  test('is not given by the issuer, by who holds his role, or by who may act for him', async () => {
    const { projectId, issuerId } = await world.project()
    const [member, manager] = [await world.person('Member'), await world.person('Manager')]
    const reportId = await report(projectId)
    await world.run(NOW, async tx => {
      await appendGrant(tx, { partyId: member, role: 'issuer', scopeId: projectId, granted: true })
      return giveMandate(tx, {
        principalId: issuerId,
        agentId: manager,
        startsAt: at('2025-01-01'),
        endsAt: null,
        givenUnderId: null,
        byId: issuerId,
      })
    })
    for (const person of [issuerId, member, manager]) {
      await expect(approve(reportId, person)).rejects.toThrow(
        refused('APPROVER_IS_ISSUER', 'You belong to the issuer of "Toi + Moi"'),
      )
    }
    await approve(reportId)
  })

  test('is not given by the party for whom another person sent it', async () => {
    const { projectId } = await world.project()
    const [reporterId, onBehalfOfId] = [newId(), newId()]
    const actor = { partyId: reporterId, onBehalfOfId, mandateId: newId(), channel: 'api' as const }
    const sent = { projectId, ...MARCH, lines: [line('100.00')] as Lines, reporterId }
    const { made } = await act(database.orm, { actor, verb: 'reportRevenue', now: at(NOW) }, tx =>
      reportRevenue(tx, sent, at(NOW)),
    )
    for (const person of [reporterId, onBehalfOfId]) {
      await expect(approve(made.reportId, person)).rejects.toThrow(refused('APPROVER_REPORTED'))
    }
    await approve(made.reportId)
  })

  test('is not given by who belonged to the issuer when it was sent and has left since', async () => {
    const { projectId, issuerId } = await world.project()
    const [member, manager] = [await world.person('Member'), await world.person('Manager')]
    const grant = { partyId: member, role: 'issuer', scopeId: projectId } as const
    const mandate = { principalId: issuerId, agentId: manager, startsAt: at('2025-01-01'), endsAt: null }
    const { mandateId } = await world.run('2025-01-01', async tx => {
      await appendGrant(tx, { ...grant, granted: true })
      return giveMandate(tx, { ...mandate, givenUnderId: null, byId: issuerId })
    })
    const [before, after] = [await report(projectId), await report(projectId, FEBRUARY, '2025-04-07')]
    await world.run('2025-04-06', async tx => {
      await appendGrant(tx, { ...grant, granted: false })
      return endMandate(tx, { mandateId, byId: manager }, at('2025-04-06'))
    })
    for (const person of [member, manager]) {
      await expect(approve(before, person, '2025-04-08')).rejects.toThrow(refused('APPROVER_IS_ISSUER'))
    }
    await approve(after, member, '2025-04-08')
  })

  test('waits for the next run when all that waits for this one would be too large', async () => {
    const { projectId } = await world.project()
    await approve(await report(projectId, { lines: [line(MOST)] as Lines }))
    const february = { periodStart: '2025-02-01', periodEnd: '2025-02-28', lines: [line('0.01')] as Lines }
    const second = await report(projectId, february)
    const tooLarge = refused('AMOUNT_TOO_LARGE', '10000000000000000.01 is too large')
    await expect(approve(second)).rejects.toThrow(tooLarge)
  })

  test('by two at once counts once', async () => {
    const { projectId } = await world.project()
    const reportId = await report(projectId)
    const attempts = await Promise.allSettled([approve(reportId), approve(reportId)])
    expect(attempts.map(attempt => attempt.status).sort((a, b) => (a < b ? -1 : 1))).toEqual([
      'fulfilled',
      'rejected',
    ])
  })
})
