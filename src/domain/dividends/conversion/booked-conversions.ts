import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import type { ReportRow } from '../revenue/reports.ts'

/** Those of these reports whose money was converted in the books. */
export async function bookedConversions(
  em: EntityManager,
  reports: readonly ReportRow[],
): Promise<ReportRow[]> {
  const converted = reports.filter(report => report.rateId !== null)
  if (converted.length === 0) return []
  const booked = await sqlOf(em)
    .selectFrom('entry')
    .select('factId')
    .where('kind', '=', 'revenueConverted')
    .where(
      'factId',
      'in',
      converted.map(report => report.id),
    )
    .execute()
  const ids = new Set(booked.map(row => row.factId))
  return converted.filter(report => ids.has(report.id))
}
