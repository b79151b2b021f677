import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { lockAccount } from '../../ledger/lock-account.ts'
import { latestOf } from '../../time/calendar.ts'
import { holderAccount } from '../shares-accounts.ts'
import { refuse } from './refusals.ts'
import { lastCarriedOutAt, ruleOf } from './rules.ts'

/**
 * An investor revokes his rule: nothing is ordered of itself any more. Orders that were made stay, and each may be withdrawn
 * like all others. Doing it again changes nothing. Refuses REINVESTMENT_UNKNOWN, also for somebody else's.
 */
export async function endReinvestment(
  em: EntityManager,
  { ruleId, partyId }: { ruleId: string; partyId: string },
  now: Date,
): Promise<{ ruleId: string }> {
  const rule = await ruleOf(em, ruleId)
  if (rule.partyId !== partyId) throw refuse.REINVESTMENT_UNKNOWN({ id: ruleId })
  await lockAccount(em, holderAccount(partyId, rule.currency))
  await sqlOf(em)
    .insertInto('reinvestmentEnd')
    .values({ ruleId, endedAt: latestOf(now, await lastCarriedOutAt(em, ruleId)) })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  return { ruleId }
}
