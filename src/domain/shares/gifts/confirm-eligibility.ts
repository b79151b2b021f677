import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { lockParty } from '../../parties/people/lock-party.ts'
import { giftEligibilities } from './eligibilities.ts'
import type { ReceiptArticle } from './receipt-articles.ts'
import { refuse } from './refusals.ts'
import { refuseOwnPeople } from './refuse-own-people.ts'

/**
 * An approver confirms what somebody else declared of the gifts to a party: from then on it counts, and donors get receipts by
 * which they pay less tax. Confirming it again changes nothing.
 * Refuses PARTY_UNKNOWN, NOT_FOR_YOURSELF, ELIGIBILITY_NOT_DECLARED, ELIGIBILITY_SAME_PERSON.
 */
export async function confirmEligibility(
  em: EntityManager,
  input: { partyId: string; article: ReceiptArticle; version: number; confirmerId: string },
  now: Date,
): Promise<{ partyId: string }> {
  const { partyId, article, version, confirmerId } = input
  await lockParty(em, partyId)
  await refuseOwnPeople(em, { partyId, personId: confirmerId }, now)
  const declared = (await giftEligibilities(em, [partyId])).find(
    row => row.article === article && row.version === version,
  )
  if (declared === undefined) throw refuse.ELIGIBILITY_NOT_DECLARED({ article, version })
  if (declared.declarerId === confirmerId)
    throw refuse.ELIGIBILITY_SAME_PERSON({ declaredAt: declared.declaredAt.toISOString() })
  // Also then: leaving the issuer is the work of a moment, and makes nobody a second pair of eyes.
  await refuseOwnPeople(em, { partyId, personId: confirmerId }, declared.declaredAt)
  if (declared.confirmedAt === null) {
    await sqlOf(em)
      .insertInto('giftEligibilityConfirmation')
      .values({ partyId, article, version, confirmerId, confirmedAt: now })
      .execute()
  }
  return { partyId }
}
