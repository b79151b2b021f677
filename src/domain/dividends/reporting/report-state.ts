import { refuse } from '../refusals.ts'
import type { ReportRow } from '../revenue/reports.ts'
import type { SentReport } from './calendar.ts'

/** Where a report stands. */
export function stateOf({ distributionId, approvedAt, sentBack }: ReportRow): SentReport['state'] {
  if (distributionId !== null) return 'distributed'
  if (sentBack !== null) return 'sentBack'
  return approvedAt === null ? 'submitted' : 'approved'
}

/** A report is decided on once. Refuses REPORT_APPROVED, REPORT_SENT_BACK. */
export function refuseDecided({ approvedAt, sentBack }: ReportRow): void {
  if (approvedAt !== null) throw refuse.REPORT_APPROVED({ approvedAt: approvedAt.toISOString() })
  if (sentBack !== null) throw refuse.REPORT_SENT_BACK({ sentBackAt: sentBack.at.toISOString() })
}
