import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { type ToldConversion, toldConversions } from '../../dividends/conversion/told-conversions.ts'

/** How reports of these runs were converted, by run: oldest period first. */
export async function runConversions(
  em: EntityManager,
  runIds: readonly string[],
): Promise<ReadonlyMap<string, ToldConversion[]>> {
  if (runIds.length === 0) return new Map()
  const taken = await sqlOf(em)
    .selectFrom('distributionReport')
    .innerJoin('reportConversion', 'reportConversion.reportId', 'distributionReport.reportId')
    .select(['distributionReport.distributionId', 'distributionReport.reportId'])
    .where('distributionReport.distributionId', 'in', runIds)
    .execute()
  const told = await toldConversions(em, [...new Set(taken.map(row => row.reportId))])
  const runs = Map.groupBy(taken, row => row.distributionId)
  return new Map(
    [...runs].map(([runId, rows]) => {
      const ids = new Set(rows.map(row => row.reportId))
      return [runId, told.filter(each => ids.has(each.reportId))]
    }),
  )
}
