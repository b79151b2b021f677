import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { Offering } from '../../offerings/offering.ts'
import { Party } from '../../parties/people/party.ts'
import { Subscription } from '../subscription.ts'

/** A party waits for shares of an offering that was sold out. It reserves nothing. */
export const WaitingEntry = defineEntity({
  name: 'waitingEntry',
  uniques: [{ properties: ['offeringId', 'position'] }],
  indexes: [{ properties: ['partyId'] }],
  properties: {
    id: id(),
    offeringId: refersTo(Offering, 'offering_id'),
    partyId: refersTo(Party, 'party_id'),
    shares: p.integer(),
    /** Whether those that are free do, where they are fewer. */
    acceptFewer: p.boolean(),
    /** The place in the list, given under the offering's lock. */
    position: p.integer(),
    waitedAt: p.datetime(),
    actId: writtenBy(),
  },
})

export type HowWaitingEnded = 'ordered' | 'left' | 'refused'

/** The waiting ended: with an order, because the party left, or because its order was refused. */
export const WaitingEnd = defineEntity({
  name: 'waitingEnd',
  checks: [
    {
      name: 'waiting_end_says_how',
      expression:
        "(how = 'ordered') = (subscription_id is not null) and (how = 'refused') = (code is not null)",
    },
  ],
  properties: {
    waitingEntryId: refersTo(WaitingEntry, 'waiting_entry_id').primary(),
    how: p.text().$type<HowWaitingEnded>(),
    /** The order it became. */
    subscriptionId: refersTo(Subscription, 'subscription_id').unique().nullable(),
    /** The code of the refusal. */
    code: p.text().nullable(),
    endedAt: p.datetime(),
    actId: writtenBy(),
  },
})
