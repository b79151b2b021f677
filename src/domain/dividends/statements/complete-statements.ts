import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { BEFORE_ALL, missingStatements } from './statements.ts'

/**
 * Notes that every holder of a distribution has his paper, so that its lines are not read again at every tick. While
 * one is missing it notes nothing.
 */
export async function completeStatements(
  em: EntityManager,
  input: { distributionId: string },
  now: Date,
): Promise<{ distributionId: string }> {
  const { distributionId } = input
  const missing = await missingStatements(em, distributionId, { after: BEFORE_ALL, limit: 1 })
  if (missing.length === 0) {
    await sqlOf(em)
      .insertInto('statementCompletion')
      .values({ distributionId, completedAt: now })
      .onConflict(conflict => conflict.doNothing())
      .execute()
  }
  return { distributionId }
}
