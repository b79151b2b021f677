import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { refuse } from '../refusals.ts'

/**
 * A party uses a link that it was sent: from then on the offering exists for it, and the link is of use to nobody else.
 * Doing it again changes nothing. Refuses INVITATION_UNKNOWN, also where the offering is not published yet.
 */
export async function redeemInvitation(
  em: EntityManager,
  input: { tokenHash: string; partyId: string },
  now: Date,
): Promise<{ offeringId: string }> {
  const { tokenHash, partyId } = input
  const invitation = await sqlOf(em)
    .selectFrom('invitation')
    .innerJoin('offeringPublication', 'offeringPublication.offeringId', 'invitation.offeringId')
    .select(['invitation.id', 'invitation.offeringId'])
    .where('tokenHash', '=', tokenHash)
    .executeTakeFirst()
  if (invitation === undefined) throw refuse.INVITATION_UNKNOWN({})
  await sqlOf(em)
    .insertInto('invitationRedemption')
    .values({ invitationId: invitation.id, partyId, redeemedAt: now })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  const redeemed = await sqlOf(em)
    .selectFrom('invitationRedemption')
    .select('partyId')
    .where('invitationId', '=', invitation.id)
    .executeTakeFirstOrThrow()
  if (redeemed.partyId !== partyId) throw refuse.INVITATION_UNKNOWN({})
  return { offeringId: invitation.offeringId }
}
