import type { EntityManager } from '@mikro-orm/postgresql'
import { endLegs } from './end-legs.ts'
import { backTo } from './leg-accounts.ts'
import { lockLegs } from './lock-legs.ts'
import { writeToPayees } from './write-to-payees.ts'

/**
 * The bank did not carry payouts out: their money lies on the accounts again, nothing is sent to those bank accounts until
 * they are changed or confirmed, and the payees are told. Told again it changes nothing. Refuses PAYOUT_LEG_UNKNOWN,
 * PAYOUT_LEG_STATE, PAYOUT_REASON_MALFORMED.
 */
export async function rejectLegs(
  em: EntityManager,
  { endToEndIds, reason }: { endToEndIds: readonly string[]; reason: string },
  now: Date,
): Promise<{ payoutIds: string[] }> {
  const legs = await lockLegs(em, endToEndIds, 'rejected')
  await endLegs(em, legs, { how: 'rejected', reason: reason.trim(), debitOf: () => null, to: backTo }, now)
  await writeToPayees(em, legs, now)
  return { payoutIds: legs.map(leg => leg.id) }
}
