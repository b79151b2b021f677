import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'

/** Which run each report is in, as a table `taken` to join: a run that was reversed does not count. */
export function takenReports(em: EntityManager) {
  return sqlOf(em)
    .selectFrom('distributionReport')
    .leftJoin('runReversal', 'runReversal.distributionId', 'distributionReport.distributionId')
    .select(['distributionReport.reportId', 'distributionReport.distributionId'])
    .where('runReversal.distributionId', 'is', null)
    .as('taken')
}
