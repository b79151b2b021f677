import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { linesOf, type ReportRow, type RevenueLineRow } from '../revenue/reports.ts'
import type { Revenue } from '../tiers/till.ts'

/** The lines of these reports in the currency in which they count: of those that were converted, what they became. */
export async function countedLines(
  em: EntityManager,
  reportIds: readonly string[],
): Promise<RevenueLineRow[]> {
  const lines = await linesOf(em, reportIds)
  const converted = await sqlOf(em)
    .selectFrom('convertedLine')
    .select(['reportId', 'line', 'gross', 'deduction'])
    .where('reportId', 'in', reportIds)
    .execute()
  if (converted.length === 0) return lines
  const places = new Map(converted.map(row => [`${row.reportId} ${row.line}`, row]))
  return lines.map(line => ({ ...line, ...places.get(`${line.reportId} ${line.line}`) }))
}

/** What these reports brought, by category, in minor units of the project's currency: what the tiers run over. */
export async function revenueOf(em: EntityManager, reports: readonly ReportRow[]): Promise<Revenue[]> {
  const { rows } = await sql<Omit<Revenue, 'net' | 'periodEnd'> & { deductions: bigint }>`
    select line.report_id as "reportId", line.category,
           sum(coalesce(converted.gross, line.gross))::bigint as gross,
           sum(coalesce(converted.deduction, line.deduction))::bigint as deductions, sum(line.units)::bigint as units
      from revenue_line as line left join converted_line as converted using (report_id, line)
     where line.report_id = any(${reports.map(report => report.id)}::uuid[])
     group by line.report_id, line.category order by line.report_id, line.category`.execute(sqlOf(em))
  const periodEnds = new Map(reports.map(report => [report.id, report.periodEnd]))
  return rows.map(({ deductions, ...row }) => {
    return { ...row, net: row.gross - deductions, periodEnd: periodEnds.get(row.reportId) ?? '' }
  })
}
