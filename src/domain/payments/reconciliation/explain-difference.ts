import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { lockAccount } from '../../ledger/lock-account.ts'
import { holdsRole } from '../../parties/roles/roles.ts'
import { addDays, dayOf, PLATFORM_ZONE, parseDay } from '../../time/calendar.ts'
import { clientsBank } from '../clients-money.ts'
import { explanations } from './explanations.ts'
import { reconciliation } from './reconciliation.ts'
import { refuse } from './refusals.ts'

export type NewExplanation = { differenceId: string; ownerId: string; reason: string; dueOn: string }

/** An explanation holds for so many days at most: whoever forgets a difference sees it red again within a month. */
const LONGEST_DAYS = 31

/**
 * Says who sees to a difference that is there now, why it is there, and until the end of which day that explains it. It
 * stands in place of what was said of it before, and explains the amount that the difference has now. The same again
 * changes nothing. Refuses DIFFERENCE_REASON_MALFORMED, DATE_MALFORMED, DIFFERENCE_DATE_UNFIT, DIFFERENCE_OWNER_UNFIT,
 * DIFFERENCE_UNKNOWN.
 */
export async function explainDifference(
  em: EntityManager,
  input: NewExplanation,
  now: Date,
): Promise<{ bankAccountId: string }> {
  const { differenceId, ownerId } = input
  const reason = input.reason.trim()
  if (reason === '' || reason.length > 500) {
    throw refuse.DIFFERENCE_REASON_MALFORMED({ length: reason.length })
  }
  const dueOn = parseDay(input.dueOn)
  const first = dayOf(now, PLATFORM_ZONE)
  const last = addDays(first, LONGEST_DAYS)
  if (dueOn < first || dueOn > last) throw refuse.DIFFERENCE_DATE_UNFIT({ dueOn, first, last })
  if (!(await holdsRole(em, ownerId, 'finance'))) throw refuse.DIFFERENCE_OWNER_UNFIT({ id: ownerId })
  const of = (await reconciliation(em, now)).find(({ differences }) =>
    differences.some(each => each.id === differenceId),
  )
  const difference = of?.differences.find(each => each.id === differenceId)
  if (of === undefined || difference === undefined) throw refuse.DIFFERENCE_UNKNOWN({ id: differenceId })
  const { id: bankAccountId, currency } = of.account
  // Two who explain the same take turns.
  await lockAccount(em, clientsBank(currency))
  const before = (await explanations(em, bankAccountId, now)).get(differenceId)
  const said = { amount: difference.amount, ownerId, reason, dueOn }
  const same = (Object.keys(said) as (keyof typeof said)[]).every(key => before?.[key] === said[key])
  if (same) return { bankAccountId }
  const version = (before?.version ?? 0) + 1
  await sqlOf(em)
    .insertInto('differenceExplanation')
    .values({ bankAccountId, differenceId, version, ...said })
    .execute()
  return { bankAccountId }
}
