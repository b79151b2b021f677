import type { EntityManager } from '@mikro-orm/postgresql'
import { subscribeFromBalance } from '../../shares/reinvestment/subscribe-from-balance.ts'
import { heldLines } from '../levies/held-lines.ts'
import { rulesDue } from './credited-by-runs.ts'

/**
 * A job carries a rule to reinvest out after a distribution. What is held of the owner's lines is never spent. Doing it again
 * changes nothing. Refuses REINVESTMENT_UNKNOWN.
 */
export async function reinvest(
  em: EntityManager,
  { ruleId, distributionId }: { ruleId: string; distributionId: string },
  now: Date,
): Promise<{ ruleId: string }> {
  const [due] = await rulesDue(em, { ruleId, distributionId })
  if (due === undefined) return { ruleId }
  const held = async () => {
    const lines = await heldLines(em, { holderId: due.partyId }, now)
    return lines.reduce((sum, line) => sum + (line.currency === due.currency ? line.gross : 0n), 0n)
  }
  return subscribeFromBalance(em, ruleId, { distributionId, net: due.net, held }, now)
}
