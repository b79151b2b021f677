import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { lockAccount } from '../../ledger/lock-account.ts'
import { lockSpending } from '../../ledger/lock-spending.ts'
import { lockOffering } from '../../offerings/lock-offering.ts'
import { Refusal } from '../../refusal.ts'
import { addMonths, dayOf, PLATFORM_ZONE, startOfDay } from '../../time/calendar.ts'
import { subscribeAll } from '../orders/subscribe.ts'
import { holderAccount } from '../shares-accounts.ts'
import type { SubscriptionRow } from '../subscriptions.ts'
import { moneyToSpend } from './money-to-spend.ts'
import { payFromBalance } from './pay-from-balance.ts'
import { preferred } from './preferences.ts'
import { openOfferings, type RuleRow, reinvestmentsOf, ruleOf, spentByRules } from './rules.ts'

/**
 * What a distribution credited to the owner of a rule, and how much of all that lies on his account is held, in minor units;
 * `held` is asked for once the account is locked.
 */
export type Credited = { distributionId: string; net: bigint; held: () => Promise<bigint> }

/**
 * Carries a rule out after a distribution: orders as many whole shares of the first open offering it names as its part of the
 * net pays, and pays them from the balance at once. What does not come about leaves the money where it is, and the reason is
 * kept. Once for each rule and distribution; an ended rule does nothing. Refuses REINVESTMENT_UNKNOWN.
 */
export async function subscribeFromBalance(
  em: EntityManager,
  ruleId: string,
  credited: Credited,
  now: Date,
): Promise<{ ruleId: string }> {
  const { partyId, currency, preferences } = await ruleOf(em, ruleId)
  const target = preferred(preferences, await openOfferings(em, currency, now))
  const offering = target && (await lockOffering(em, target.id))
  await lockSpending(em, 'shared')
  const balance = await lockAccount(em, holderAccount(partyId, currency))
  const rule = await ruleOf(em, ruleId)
  const before = await reinvestmentsOf(em, [ruleId])
  const { distributionId, net } = credited
  if (rule.endedAt !== null || before.some(each => each.distributionId === distributionId)) return { ruleId }
  const free = balance - (await credited.held())
  const amount = moneyToSpend({ ...rule, net, free, used: await usedInMonth(em, rule, now) })
  const made =
    offering === undefined ? 'NO_OFFERING_OPEN' : await order(em, offering, { partyId, amount }, now)
  if (typeof made !== 'string') await payFromBalance(em, made, now)
  await sqlOf(em)
    .insertInto('reinvestment')
    .values({
      ...{ ruleId, distributionId, offeringId: offering?.id ?? null, decidedAt: now },
      subscriptionId: typeof made === 'string' ? null : made.id,
      refusal: typeof made === 'string' ? made : null,
    })
    .execute()
  return { ruleId }
}

function usedInMonth(em: EntityManager, rule: RuleRow, now: Date): Promise<bigint> {
  const first = `${dayOf(now, PLATFORM_ZONE).slice(0, 7)}-01`
  const [from, to] = [startOfDay(first, PLATFORM_ZONE), startOfDay(addMonths(first, 1), PLATFORM_ZONE)]
  return spentByRules(em, rule, from, to)
}

/** The order, or why there is none. */
async function order(
  em: EntityManager,
  offering: Awaited<ReturnType<typeof lockOffering>>,
  { partyId, amount }: { partyId: string; amount: bigint },
  now: Date,
): Promise<SubscriptionRow | string> {
  const shares = Number(amount / offering.sharePrice)
  if (shares === 0) return 'NOTHING_LEFT'
  const [made] = await subscribeAll(em, offering, [{ partyId, shares, acceptFewer: true, orderedAt: now }])
  if (made === undefined) return 'NOTHING_LEFT'
  return made instanceof Refusal ? made.code : made
}
