import { beforeAll, expect, test } from '@jest/globals'
import { calendarOfProject } from '../../../src/domain/dividends/reporting/calendars.ts'
import { approveRevenue } from '../../../src/domain/dividends/revenue/approve-revenue.ts'
import { requestReversal } from '../../../src/domain/dividends/reversal/request-reversal.ts'
import { reverseDistribution } from '../../../src/domain/dividends/reversal/reverse-distribution.ts'
import { newId } from '../../../src/domain/ids.ts'
import { projectOf } from '../../../src/domain/offerings/projects.ts'
import { returnLeg } from '../../../src/domain/payments/payouts/return-leg.ts'
import { settleLegs } from '../../../src/domain/payments/payouts/settle-legs.ts'
import { REPORTS } from '../../../src/domain/reports/tables/report-kinds.ts'
import { reportTable } from '../../../src/domain/reports/tables/reports.ts'
import { shownCells } from '../../../src/domain/reports/tables/shown-cells.ts'
import { recordPayment } from '../../../src/domain/shares/record-payment.ts'
import { useDatabase } from '../../support/database.ts'
import { OTHER_IBAN, payingOf } from '../../support/paying.ts'
import { APRIL, FEBRUARY, line, MARCH, MONTHLY, reportingIn } from '../../support/reporting.ts'
import { at } from '../../support/world.ts'

const database = useDatabase()
const paying = payingOf(database)
const { world, report } = reportingIn(database)
const ALL = [{ name: 'All', takes: '1', split: [{ to: 'class:parts' as const, ratio: '1' }] }]

async function shown(projectId: string, until: string, from: string | null = null) {
  return database.orm.em.fork().transactional(async em => {
    const rows = await Array.fromAsync(
      await reportTable(em, 'punctuality', { from, until, cut: null }).rows(),
    )
    const named = rows.map(row => {
      const cells = shownCells('punctuality', row)
      return Object.fromEntries(
        REPORTS.punctuality.columns.map(({ name }, place) => [name, cells[place] ?? '']),
      )
    })
    return named.filter(row => row.projectId === projectId)
  })
}

/** Reported, approved, distributed and paid out on these days; how late; what came in. */
const days = async (projectId: string, until: string) =>
  (await shown(projectId, until)).map(row =>
    [row.reportedOn, row.approvedOn, row.distributedOn, row.paidOn, row.daysLate, row.revenue].join(' '),
  )

let made: Awaited<ReturnType<typeof world.funded>>
let endToEndId = ''
/** Ann has the one share, and gets all: 60.00 of February and 40.00 of March, paid out together on 5 May. */
beforeAll(async () => {
  await paying.openBank()
  made = await world.funded({ Ann: 1 }, { tiers: ALL, reporting: MONTHLY })
  await world.month(made.projectId, '2025-02', '60.00')
  await world.month(made.projectId, '2025-03', '40.00')
  await paying.known(made.holders.Ann ?? '', '2025-04-01')
  const { legs } = await paying.sent('2025-05-05', '2025-04-30')
  endToEndId = legs[0]?.endToEndId ?? ''
  await world.run('2025-05-05', em =>
    settleLegs(em, { endToEndIds: [endToEndId], debitId: null }, at('2025-05-05')),
  )
})

test('each period has its days: due, reported, approved, distributed, and paid out when the bank did', async () => {
  const { projectId } = made
  const project = { project: 'Toi + Moi', projectId, currency: 'EUR' }
  expect(await shown(projectId, '2025-05-12')).toEqual([
    {
      ...{ ...project, periodStart: '2025-02-01', periodEnd: '2025-02-28', dueOn: '2025-03-10' },
      ...{ reportedOn: '2025-03-04', approvedOn: '2025-03-04', distributedOn: '2025-03-04' },
      ...{ paidOn: '2025-05-05', daysLate: '0', revenue: '60.00' },
    },
    {
      ...{ ...project, periodStart: '2025-03-01', periodEnd: '2025-03-31', dueOn: '2025-04-10' },
      ...{ reportedOn: '2025-04-04', approvedOn: '2025-04-04', distributedOn: '2025-04-04' },
      ...{ paidOn: '2025-05-05', daysLate: '0', revenue: '40.00' },
    },
    {
      ...{ ...project, periodStart: '2025-04-01', periodEnd: '2025-04-30', dueOn: '2025-05-10' },
      ...{ reportedOn: '', approvedOn: '', distributedOn: '', paidOn: '', daysLate: '2', revenue: '0.00' },
    },
    {
      ...{ ...project, periodStart: '2025-05-01', periodEnd: '2025-05-31', dueOn: '2025-06-10' },
      ...{ reportedOn: '', approvedOn: '', distributedOn: '', paidOn: '', daysLate: '0', revenue: '0.00' },
    },
  ])
  const totals = await reportTable(database.orm.em.fork(), 'punctuality', {
    ...{ from: null, until: '2025-05-12', cut: null },
  }).totals()
  expect(totals).toEqual([{ currency: 'EUR', column: 'revenue', amount: 10_000n }])
})

test('a day shows what was known at its end', async () => {
  const { projectId } = made
  expect(await days(projectId, '2025-03-03')).toEqual(['    0 0.00', '    0 0.00'])
  expect(await days(projectId, '2025-03-04')).toEqual([
    '2025-03-04 2025-03-04 2025-03-04  0 60.00',
    '    0 0.00',
  ])
  expect((await days(projectId, '2025-05-04'))[0]).toBe('2025-03-04 2025-03-04 2025-03-04  0 60.00')
  expect(await shown(projectId, '2025-05-12', '2025-05-01')).toMatchObject([{ periodStart: '2025-05-01' }])
  expect(await shown(projectId, '2025-01-31')).toEqual([])
})

test('days late are those of the calendar, however reports come, are sent back and are corrected', async () => {
  const { projectId } = await world.project({ reporting: MONTHLY })
  const first = await report(projectId, FEBRUARY, { now: '2025-03-12' }) // two days late
  await world.run('2025-03-13', em =>
    approveRevenue(em, { reportId: first, approverId: newId() }, at('2025-03-13')),
  )
  const half = { periodStart: '2025-03-01', periodEnd: '2025-03-15' }
  const rest = { periodStart: '2025-03-16', periodEnd: '2025-03-31' }
  await report(projectId, half, { now: '2025-04-02' })
  const { sendBack } = reportingIn(database)
  const wrong = await report(projectId, rest, { now: '2025-04-03', lines: [line('Sales', '7.00')] })
  await sendBack(wrong, { dueBy: '2025-04-12' }) // on 5 April
  await report(projectId, rest, { now: '2025-04-15', lines: [line('Sales', '9.00')] }) // three days late
  await report(projectId, APRIL, { now: '2025-05-20', lines: [line('Sales', '1.00')] })

  const em = database.orm.em.fork()
  for (const until of ['2025-05-20', '2025-06-11', '2025-07-31']) {
    const calendar = await calendarOfProject(em, await projectOf(em, projectId), at(until))
    const rows = await shown(projectId, until)
    expect(rows.map(row => [row.periodStart, row.dueOn, row.daysLate])).toEqual(
      calendar?.entries.map(each => [each.periodStart, each.dueOn, String(each.daysLate)]),
    )
  }
  expect(await days(projectId, '2025-05-20')).toEqual([
    '2025-03-12 2025-03-13   2 100.00',
    '2025-04-15    3 109.00',
    '2025-05-20    10 1.00',
    '    0 0.00',
  ])
  // The correction was not there yet, and after its day each day counts.
  expect((await days(projectId, '2025-04-12'))[1]).toBe('    0 100.00')
  expect((await days(projectId, '2025-04-14'))[1]).toBe('    2 100.00')
  expect((await days(projectId, MARCH.periodEnd))[1]).toBe('    0 0.00')
})

test('a payout that came back has not paid, its second one has, and a run that was taken back is no run', async () => {
  const { projectId } = made
  const credit = { amount: 10_000n, currency: 'EUR' as const, receivedAt: at('2025-05-14'), payer: null }
  const { receiptId } = await world.run('2025-05-14', em =>
    recordPayment(em, { ...credit, bankReference: newId(), remittance: 'back' }, at('2025-05-14')),
  )
  await world.run('2025-05-14', em =>
    returnLeg(em, { endToEndId, reason: 'AC04', receiptId }, at('2025-05-14')),
  )
  expect((await days(projectId, '2025-05-13'))[1]).toBe('2025-04-04 2025-04-04 2025-04-04 2025-05-05 0 40.00')
  expect((await days(projectId, '2025-05-14'))[1]).toBe('2025-04-04 2025-04-04 2025-04-04  0 40.00')
  const distributionId = await world.month(projectId, '2025-04', '5.00')
  expect((await days(projectId, '2025-05-15'))[2]).toBe('2025-05-04 2025-05-04 2025-05-04  0 5.00')
  const asked = { distributionId, line: null, reason: 'Wrong', requesterId: newId() }
  const { requestId } = await world.run('2025-05-16', em => requestReversal(em, asked, at('2025-05-16')))
  await world.run('2025-05-16', em =>
    reverseDistribution(em, { requestId, approverId: newId() }, at('2025-05-16')),
  )
  expect((await days(projectId, '2025-05-16'))[2]).toBe('2025-05-04 2025-05-04   0 5.00')

  await paying.known(made.holders.Ann ?? '', '2025-05-20', OTHER_IBAN)
  const { legs } = await paying.sent('2025-07-07', '2025-07-02')
  const again = { endToEndIds: legs.map(leg => leg.endToEndId), debitId: null }
  await world.run('2025-07-07', em => settleLegs(em, again, at('2025-07-07')))
  const paidOn = async (until: string) => (await shown(projectId, until)).map(row => row.paidOn)
  expect(await paidOn('2025-07-06')).toEqual(['', '', '', '', '', ''])
  expect(await paidOn('2025-07-07')).toEqual(['2025-07-07', '2025-07-07', '', '', '', ''])
})
