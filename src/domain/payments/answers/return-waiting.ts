import type { EntityManager } from '@mikro-orm/postgresql'
import { returnLeg } from '../payouts/return-leg.ts'
import { waitingReturns } from './waiting-returns.ts'

/** Books the returns that waited for the bank to say that the payout had left, where it has said so. */
export async function returnWaiting(em: EntityManager, now: Date): Promise<{ payoutIds: string[] }> {
  const payoutIds: string[] = []
  for (const told of await waitingReturns(em)) {
    payoutIds.push(...(await returnLeg(em, told, now)).payoutIds)
  }
  return { payoutIds }
}
