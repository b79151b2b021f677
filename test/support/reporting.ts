import { calendarOfProject } from '../../src/domain/dividends/reporting/calendars.ts'
import { approveRevenue } from '../../src/domain/dividends/revenue/approve-revenue.ts'
import type { RevenueLineInput } from '../../src/domain/dividends/revenue/read-lines.ts'
import { reportRevenue } from '../../src/domain/dividends/revenue/report-revenue.ts'
import { type SendBack, sendBackReport } from '../../src/domain/dividends/revenue/send-back-report.ts'
import { newId } from '../../src/domain/ids.ts'
import { projectOf } from '../../src/domain/offerings/projects.ts'
import type { TestDatabase } from './database.ts'
import { at, EUR, worldOf } from './world.ts'

/** When tests report, if they do not say otherwise. */
export const NOW = '2025-04-05'
export const FEBRUARY = { periodStart: '2025-02-01', periodEnd: '2025-02-28' }
export const MARCH = { periodStart: '2025-03-01', periodEnd: '2025-03-31' }
export const APRIL = { periodStart: '2025-04-01', periodEnd: '2025-04-30' }
export const MONTHLY = { every: 'month', from: '2025-02-01', dueDays: 10 } as const

export const line = (source: string, gross: string, deduction?: string): RevenueLineInput => {
  return { source, gross: EUR(gross), deduction: deduction ? EUR(deduction) : null, deductionLabel: null }
}

type Sent = { lines?: RevenueLineInput[]; now?: string; reporterId?: string }

/** What tests of reports do in a world. */
export function reportingIn(database: TestDatabase) {
  const world = worldOf(database)

  async function report(projectId: string, period: typeof MARCH, sent: Sent = {}): Promise<string> {
    const { lines = [line('Sales', '100.00')], now = NOW, reporterId = newId() } = sent
    const input = { projectId, ...period, lines, reporterId }
    return (await world.run(now, tx => reportRevenue(tx, input, at(now)))).reportId
  }

  const approve = (reportId: string) =>
    world.run(NOW, tx => approveRevenue(tx, { reportId, approverId: newId() }, at(NOW)))

  const sendBack = (reportId: string, change: Partial<SendBack> = {}) => {
    const why = { reason: 'wrongAmount' as const, explanation: 'The fee is missing.', line: 1 }
    const input = { reportId, approverId: newId(), ...why, dueBy: '2025-04-12', ...change }
    return world.run(NOW, tx => sendBackReport(tx, input, at(NOW)))
  }

  const calendar = async (projectId: string, now = NOW) => {
    const em = database.orm.em.fork()
    const found = await calendarOfProject(em, await projectOf(em, projectId), at(now))
    return found?.entries.map(each => [each.periodEnd, each.state, each.nextDueOn, each.daysLate])
  }

  return { world, report, approve, sendBack, calendar }
}
