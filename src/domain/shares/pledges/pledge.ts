import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { Offering } from '../../offerings/offering.ts'
import { Party } from '../../parties/people/party.ts'
import { Subscription } from '../subscription.ts'

/** A supporter will order in each round of what is asked for each month. */
export const Pledge = defineEntity({
  name: 'pledge',
  indexes: [{ properties: ['offeringId'] }, { properties: ['partyId'] }],
  properties: {
    id: id(),
    /** The first round. */
    offeringId: refersTo(Offering, 'offering_id'),
    partyId: refersTo(Party, 'party_id'),
    pledgedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** How much he will order, from an instant on; the latest version counts. */
export const PledgeSize = defineEntity({
  name: 'pledgeSize',
  checks: [{ name: 'pledge_size_shares_positive', expression: 'shares > 0' }],
  properties: {
    pledgeId: refersTo(Pledge, 'pledge_id').primary(),
    version: p.integer().primary(),
    shares: p.integer(),
    setAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** He will order no more. */
export const PledgeEnd = defineEntity({
  name: 'pledgeEnd',
  properties: {
    pledgeId: refersTo(Pledge, 'pledge_id').primary(),
    endedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** What became of a pledge in a round: an order, or why there is none. */
export const PledgeOrder = defineEntity({
  name: 'pledgeOrder',
  checks: [
    { name: 'pledge_order_made_or_refused', expression: '(subscription_id is null) <> (refusal is null)' },
  ],
  properties: {
    pledgeId: refersTo(Pledge, 'pledge_id').primary(),
    offeringId: refersTo(Offering, 'offering_id').primary(),
    subscriptionId: refersTo(Subscription, 'subscription_id').unique().nullable(),
    /** The code by which the order was refused. */
    refusal: p.text().nullable(),
    /** Of the size that was ordered. */
    version: p.integer(),
    decidedAt: p.datetime(),
    actId: writtenBy(),
  },
})
