import type { EntityManager } from '@mikro-orm/postgresql'
import { copyInto } from '../../../database/copy.ts'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import type { Currency } from '../../money/currency.ts'
import type { ProjectRow } from '../../offerings/projects.ts'
import { refuseUnlessRecovery } from '../endings/recovery-only.ts'
import { dropDraft } from '../reporting/drop-draft.ts'
import type { OpenPeriod } from './check-period.ts'
import { type ReportLine, refuseUnlessLines } from './report-lines.ts'

const COLUMNS = ['report_id', 'line', 'source', 'category', 'units', 'gross', 'deduction', 'deduction_label']

/**
 * Appends a report whose period was checked under the lock of its project; it takes the place of its draft. Its
 * currency is the project's where none is given.
 * Refuses what `refuseUnlessLines` and `refuseUnlessRecovery` refuse.
 */
export async function writeReport(
  em: EntityManager,
  project: ProjectRow,
  report: OpenPeriod & { lines: readonly ReportLine[]; reporterId: string; currency?: Currency },
  now: Date,
): Promise<{ reportId: string }> {
  const { lines, correctsId, currency = project.currency, ...rest } = report
  refuseUnlessLines(lines, currency)
  await refuseUnlessRecovery(em, project.id, lines)
  const reportId = newId()
  await sqlOf(em)
    .insertInto('revenueReport')
    .values({
      id: reportId,
      projectId: project.id,
      ...rest,
      currency,
      reportedAt: now,
    })
    .execute()
  const rows = lines.map(({ source, category, units, gross, deduction, deductionLabel }, index) => {
    return [reportId, index + 1, source, category, units, gross, deduction, deductionLabel]
  })
  await copyInto(em, 'revenue_line', COLUMNS, rows)
  if (correctsId !== null) {
    await sqlOf(em).insertInto('reportCorrection').values({ reportId, sentBackId: correctsId }).execute()
  }
  await dropDraft(em, project.id, report)
  return { reportId }
}
