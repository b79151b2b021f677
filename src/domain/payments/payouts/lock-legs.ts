import type { EntityManager } from '@mikro-orm/postgresql'
import { type LegRow, legsNamed } from './legs.ts'
import { lockBatches } from './lock-batch.ts'
import { type LegState, legMay, legState } from './payout-states.ts'
import { refuse } from './refusals.ts'

/**
 * Legs by the names under which the bank knows them, their batches locked: those that are to become `next`. What has
 * become it before is left out, so that being told twice is being told once. Refuses PAYOUT_LEG_UNKNOWN,
 * PAYOUT_LEG_STATE.
 */
export async function lockLegs(
  em: EntityManager,
  endToEndIds: readonly string[],
  next: LegState,
): Promise<LegRow[]> {
  const named = [...new Set(endToEndIds)]
  const found = await legsNamed(em, named)
  const missing = named.find(name => !found.some(leg => leg.endToEndId === name))
  if (missing !== undefined) throw refuse.PAYOUT_LEG_UNKNOWN({ endToEndId: missing })
  await lockBatches(em, [...new Set(found.map(leg => leg.batchId))])
  // Under the lock: somebody else may have told the same meanwhile.
  const legs = (await legsNamed(em, named)).filter(leg => !isPast(legState(leg), next))
  for (const leg of legs) {
    const state = legState(leg)
    if (!legMay(state, next)) throw refuse.PAYOUT_LEG_STATE({ endToEndId: leg.endToEndId, state, next })
  }
  return legs
}

/** A leg became this before: what came back had been settled. */
function isPast(state: LegState, next: LegState): boolean {
  return state === next || (state === 'returned' && next === 'settled')
}
