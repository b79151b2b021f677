import type { EntityManager } from '@mikro-orm/postgresql'
import { copyInto } from '../../../database/copy.ts'
import { sqlOf } from '../../../database/sql.ts'
import type { ReportRow } from '../revenue/reports.ts'
import type { PlannedConversion } from './planned-conversion.ts'

/** Keeps what a report became in its project's currency, with the rate: once, for whatever is made of the report later. */
export async function convertReport(
  em: EntityManager,
  { id: reportId, reported }: ReportRow,
  { rate, currency, lines, net }: PlannedConversion,
): Promise<void> {
  await sqlOf(em)
    .insertInto('reportConversion')
    .values({ reportId, rateId: rate.id, currency, reportedNet: reported.net, net })
    .execute()
  const rows = lines.map(({ line, gross, deduction }) => [reportId, line, gross, deduction])
  await copyInto(em, 'converted_line', ['report_id', 'line', 'gross', 'deduction'], rows)
}
