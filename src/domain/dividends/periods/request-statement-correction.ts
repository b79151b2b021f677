import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { refuse } from '../refusals.ts'
import { periodicStatements } from './periodic-statements.ts'

/** Finance says why a paper is issued anew: in the name and language that the holder has by then, from the same books. */
export type Correction = { statementId: string; reason: string; requesterId: string }

/**
 * Asks for a corrected version of a paper; the job issues it, and it says which one it replaces. A paper for which that was
 * asked already is answered again. Refuses PERIODIC_STATEMENT_UNKNOWN, CORRECTION_REASON_MALFORMED.
 */
export async function requestStatementCorrection(
  em: EntityManager,
  { statementId, reason, requesterId }: Correction,
  now: Date,
): Promise<{ statementId: string }> {
  const why = reason.trim()
  if (why === '' || why.length > 500) throw refuse.CORRECTION_REASON_MALFORMED({ length: why.length })
  const [paper] = await periodicStatements(em, [statementId])
  if (paper === undefined) throw refuse.PERIODIC_STATEMENT_UNKNOWN({ id: statementId })
  await sqlOf(em)
    .insertInto('statementCorrection')
    .values({ statementId, reason: why, requesterId, requestedAt: now })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  return { statementId }
}
