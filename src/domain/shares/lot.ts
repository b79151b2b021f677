import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../database/columns.ts'
import { writtenBy } from '../acts/written-by.ts'
import { ShareClass } from '../offerings/project.ts'
import { Party } from '../parties/people/party.ts'
import { Subscription } from './subscription.ts'

/** Shares that came into being or moved together. The register is the lots over time; none is ever changed. */
export const Lot = defineEntity({
  name: 'lot',
  checks: [{ name: 'lot_shares_positive', expression: 'shares > 0' }],
  indexes: [
    { properties: ['classId', 'occurredAt'] },
    { properties: ['takerId', 'classId'] },
    { properties: ['giverId', 'classId'] },
    { properties: ['actId'] },
  ],
  properties: {
    id: id(),
    classId: refersTo(ShareClass, 'class_id'),
    /** Who had the shares before; null when they came into being. */
    giverId: refersTo(Party, 'giver_id').nullable(),
    takerId: refersTo(Party, 'taker_id'),
    shares: p.integer(),
    /** What was paid for these shares at issue, in minor units; it follows them. */
    paidIn: p.bigint(),
    occurredAt: p.datetime(),
    subscriptionId: refersTo(Subscription, 'subscription_id').unique().nullable(),
    actId: writtenBy(),
  },
})
