import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { Party } from '../../parties/people/party.ts'
import { Offering } from '../offering.ts'

/** Somebody may see an offering: a party that is named, or whoever first uses the link. */
export const Invitation = defineEntity({
  name: 'invitation',
  uniques: [{ properties: ['offeringId', 'partyId'] }],
  checks: [{ name: 'invitation_for_one', expression: '(party_id is null) <> (token_hash is null)' }],
  properties: {
    id: id(),
    offeringId: refersTo(Offering, 'offering_id'),
    /** Null: it is a link. */
    partyId: refersTo(Party, 'party_id').nullable(),
    /** SHA-256 of the secret in the link, in hexadecimal digits; the secret itself is kept nowhere. */
    tokenHash: p.text().unique().nullable(),
    actId: writtenBy(),
  },
})

/** A party used a link: it is of use to nobody else from then on. */
export const InvitationRedemption = defineEntity({
  name: 'invitationRedemption',
  indexes: [{ properties: ['partyId'] }],
  properties: {
    invitationId: refersTo(Invitation, 'invitation_id').primary(),
    partyId: refersTo(Party, 'party_id'),
    redeemedAt: p.datetime(),
    actId: writtenBy(),
  },
})
