import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'

/** What money of an offering was used for, in minor units. */
export type UseRow = { offeringId: string; line: number; what: string; amount: bigint }

/** The version of the latest report of the use of an offering's money; 0 before the first. */
export async function latestUseReport(em: EntityManager, offeringId: string): Promise<number> {
  const { version } = await sqlOf(em)
    .selectFrom('useReport')
    .select(({ fn }) => fn.max('version').as('version'))
    .where('offeringId', '=', offeringId)
    .executeTakeFirstOrThrow()
  return version ?? 0
}

/** What the money of an offering was used for, as last reported, line by line. */
export async function usesOf(em: EntityManager, offeringId: string): Promise<UseRow[]> {
  return sqlOf(em)
    .selectFrom('useLine')
    .innerJoin('useReport', 'useReport.id', 'useLine.useReportId')
    .select(['offeringId', 'line', 'what', 'amount'])
    .where('offeringId', '=', offeringId)
    .where('version', '=', await latestUseReport(em, offeringId))
    .orderBy('line')
    .execute()
}
