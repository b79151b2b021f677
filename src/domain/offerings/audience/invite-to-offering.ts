import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { profileOf } from '../../parties/people/profiles.ts'
import { type OfferingRow, offeringOf } from '../offerings.ts'
import { refuse } from '../refusals.ts'

/**
 * The issuer or finance invites parties to an offering that is by invitation. Who is invited already stays so.
 * Refuses OFFERING_UNKNOWN, NOT_BY_INVITATION, PARTY_UNKNOWN.
 */
export async function inviteToOffering(
  em: EntityManager,
  input: { offeringId: string; partyIds: readonly string[] },
): Promise<{ offeringId: string }> {
  const { offeringId } = input
  refuseUnlessInvited(await offeringOf(em, offeringId))
  for (const partyId of [...new Set(input.partyIds)].toSorted()) {
    await profileOf(em, partyId)
    await sqlOf(em)
      .insertInto('invitation')
      .values({ id: newId(), offeringId, partyId, tokenHash: null })
      .onConflict(conflict => conflict.doNothing())
      .execute()
  }
  return { offeringId }
}

/**
 * The same for whoever first uses a link, of whose secret only the hash is given here.
 * Refuses OFFERING_UNKNOWN, NOT_BY_INVITATION.
 */
export async function inviteByLink(
  em: EntityManager,
  input: { offeringId: string; tokenHash: string },
): Promise<{ offeringId: string; invitationId: string }> {
  const { offeringId, tokenHash } = input
  refuseUnlessInvited(await offeringOf(em, offeringId))
  const invitationId = newId()
  await sqlOf(em)
    .insertInto('invitation')
    .values({ id: invitationId, offeringId, partyId: null, tokenHash })
    .execute()
  return { offeringId, invitationId }
}

function refuseUnlessInvited({ audience }: OfferingRow): void {
  if (audience !== 'invited') throw refuse.NOT_BY_INVITATION({ audience })
}
