import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { Party } from '../../parties/people/party.ts'
import { Offering } from '../offering.ts'

/** An approver put a later version of the terms of a published offering in force. */
export const OfferingRevisionApproval = defineEntity({
  name: 'offeringRevisionApproval',
  indexes: [{ properties: ['actId'] }],
  properties: {
    offeringId: refersTo(Offering, 'offering_id').primary(),
    version: p.integer().primary(),
    approvedAt: p.datetime(),
    /** An order under older terms that was not reconfirmed before this instant lapses. */
    reconfirmBy: p.datetime(),
    actId: writtenBy(),
  },
})

/** The closing of an offering was moved, as its terms allow. The latest counts. */
export const ClosingChange = defineEntity({
  name: 'closingChange',
  uniques: [{ properties: ['offeringId', 'number'] }],
  properties: {
    id: id(),
    offeringId: refersTo(Offering, 'offering_id'),
    /** 1, and one more for each that follows. */
    number: p.integer(),
    how: p.text().$type<'early' | 'extended'>(),
    closesAt: p.datetime(),
    /** As long after the closing as in the terms. */
    paymentDueAt: p.datetime(),
    changedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** A member would like an offering to open. It binds him to nothing. */
export const InterestVote = defineEntity({
  name: 'interestVote',
  properties: {
    offeringId: refersTo(Offering, 'offering_id').primary(),
    partyId: refersTo(Party, 'party_id').primary(),
    /** What he would give, in minor units of the project's currency, if he said it. */
    amount: p.bigint().nullable(),
    votedAt: p.datetime(),
    actId: writtenBy(),
  },
})
