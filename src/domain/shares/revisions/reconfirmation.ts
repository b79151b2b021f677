import { defineEntity, p } from '@mikro-orm/postgresql'
import { refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { Subscription } from '../subscription.ts'

/** An investor keeps his order under a later version of the terms. */
export const OrderReconfirmation = defineEntity({
  name: 'orderReconfirmation',
  properties: {
    subscriptionId: refersTo(Subscription, 'subscription_id').primary(),
    version: p.integer().primary(),
    reconfirmedAt: p.datetime(),
    actId: writtenBy(),
  },
})
