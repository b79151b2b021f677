import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../database/columns.ts'
import { writtenBy } from '../acts/written-by.ts'
import { Offering } from '../offerings/offering.ts'
import { Subscription } from '../shares/subscription.ts'

/** One seat that is owed to the investor of an allotted order. */
export const Ticket = defineEntity({
  name: 'ticket',
  uniques: [{ properties: ['subscriptionId', 'code', 'seat'] }],
  indexes: [{ properties: ['offeringId'] }],
  properties: {
    id: id(),
    offeringId: refersTo(Offering, 'offering_id'),
    subscriptionId: refersTo(Subscription, 'subscription_id'),
    code: p.text(),
    /** From 1 to the number of seats of the order. */
    seat: p.integer(),
    /** What is shown at the door. Kept as it is, for its owner reads it again; nobody else is told. */
    secret: p.text().unique(),
    issuedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** A ticket was used: once. */
export const Admission = defineEntity({
  name: 'admission',
  properties: {
    ticketId: refersTo(Ticket, 'ticket_id').primary(),
    admittedAt: p.datetime(),
    actId: writtenBy(),
  },
})
