import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { paperNumber } from '../../parties/papers/paper-number.ts'
import { paperSecret } from '../../parties/papers/paper-secrets.ts'

/** The letter of the numbers of papers about runs. */
export const STATEMENT_SERIES = 'S'

/**
 * The numbers of papers about a run, of these holders or (null) of all, by holder: the one that is printed where it was issued, however it was made by
 * then, and else the one it will have. Throws before the series was opened: a job does so before the first paper.
 */
export async function statementNumbers(
  em: EntityManager,
  distributionId: string,
  holderIds: readonly string[] | null,
): Promise<(holderId: string) => string> {
  const secret = await paperSecret(em, STATEMENT_SERIES)
  if (secret === null) throw new Error('The series of statements is not opened yet')
  const issued = await sqlOf(em)
    .selectFrom('statement')
    .select(['holderId', 'number'])
    .where('distributionId', '=', distributionId)
    .where(sql<boolean>`(${holderIds}::uuid[] is null or holder_id = any(${holderIds}::uuid[]))`)
    .execute()
  const numbers = new Map(issued.map(row => [row.holderId, row.number]))
  const series = { series: STATEMENT_SERIES, secret }
  return holderId => numbers.get(holderId) ?? paperNumber(series, [distributionId, holderId])
}
