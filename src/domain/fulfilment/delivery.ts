import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../database/columns.ts'
import { writtenBy } from '../acts/written-by.ts'
import { Offering } from '../offerings/offering.ts'
import { Subscription } from '../shares/subscription.ts'

/** So many of an item are owed to the investor of an allotted order, and are to be handed over. */
export const Delivery = defineEntity({
  name: 'delivery',
  uniques: [{ properties: ['subscriptionId', 'code'] }],
  indexes: [{ properties: ['offeringId'] }],
  checks: [{ name: 'delivery_count_positive', expression: 'count > 0' }],
  properties: {
    id: id(),
    offeringId: refersTo(Offering, 'offering_id'),
    subscriptionId: refersTo(Subscription, 'subscription_id'),
    code: p.text(),
    count: p.integer(),
    /** From then on it is late: the day by which it is delivered has passed. */
    lateFrom: p.datetime().nullable(),
    owedAt: p.datetime(),
    actId: writtenBy(),
  },
})

export type StepKind = 'sent' | 'delivered' | 'returned'

/** A step of a delivery. Its act says who took it. */
export const DeliveryStep = defineEntity({
  name: 'deliveryStep',
  properties: {
    deliveryId: refersTo(Delivery, 'delivery_id').primary(),
    /** 1 for the first. */
    number: p.integer().primary(),
    step: p.text().$type<StepKind>(),
    happenedOn: p.date(),
    /** Such as the number by which a parcel is followed. */
    note: p.text().nullable(),
    steppedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** Every order of a funded offering has its deliveries and tickets: none is looked for in it any more. */
export const ItemsCompletion = defineEntity({
  name: 'itemsCompletion',
  properties: {
    offeringId: refersTo(Offering, 'offering_id').primary(),
    completedAt: p.datetime(),
    actId: writtenBy(),
  },
})
