import { confirmDelivery } from '../../../src/domain/fulfilment/confirm-delivery.ts'
import { deliveriesOfOrders } from '../../../src/domain/fulfilment/deliveries.ts'
import { issueItems } from '../../../src/domain/fulfilment/issue-items.ts'
import { sendItem } from '../../../src/domain/fulfilment/send-item.ts'
import type { TestDatabase } from '../../support/database.ts'
import { at, type worldOf } from '../../support/world.ts'
import type { Fault } from './planted-world.ts'

/** The shop's one order has its tickets, and its print, which was sent and has arrived. */
export async function plantItems(
  database: TestDatabase,
  world: ReturnType<typeof worldOf>,
  { shop, order }: { shop: string; order: string },
) {
  const now = at('2025-02-11')
  const issue = (after: string | null) =>
    world.run(now, em => issueItems(em, { offeringId: shop, after }, now))
  await issue((await issue(null)).lastOrderId)
  const [delivery] = await deliveriesOfOrders(database.orm.em.fork(), [order])
  const deliveryIds = [delivery?.id ?? '']
  await world.run(now, em => sendItem(em, { deliveryIds, projects: 'all' }, now))
  const reach = { projects: 'all' as const, parties: [] }
  await world.run(now, em => confirmDelivery(em, { deliveryIds, reach }, now))
  return { order, delivery: delivery?.id ?? '' }
}

const OWED = 'Every delivery and ticket belongs to an allotted order, and no order has more than it is owed'
const CHAIN =
  'The steps of a delivery are a legal chain: sent, then delivered or returned, and sent again only after a return'
const ALL = 'Where all items of an offering are said to be issued, every order has what it is owed'

/** Rewards and tickets. */
export const FULFILMENT_FAULTS: readonly Fault[] = [
  [
    'a delivery of more than was chosen',
    w => `update delivery set count = 2 where id = '${w.items.delivery}'`,
    OWED,
  ],
  [
    'a delivery to an order that was never allotted',
    w => `update delivery set subscription_id = '${w.song.paid}' where id = '${w.items.delivery}'`,
    OWED,
  ],
  [
    'a ticket more than the order is owed',
    w => `insert into ticket (id, offering_id, subscription_id, code, seat, secret, issued_at, act_id)
          select gen_random_uuid(), offering_id, subscription_id, code, 99, 'X', issued_at, act_id
            from ticket where subscription_id = '${w.items.order}' limit 1`,
    OWED,
  ],
  [
    'a ticket that was handed out where a reward is owed',
    w => `update ticket set code = 'print' where subscription_id = '${w.items.order}'`,
    OWED,
  ],
  [
    'a ticket that is missing',
    w => `delete from ticket where subscription_id = '${w.items.order}' and seat = 1`,
    ALL,
  ],
  ['a delivery that is missing', w => `delete from delivery where id = '${w.items.delivery}'`, ALL],
  [
    'a delivery that arrived without being sent',
    w => `delete from delivery_step where delivery_id = '${w.items.delivery}' and number = 1`,
    CHAIN,
  ],
  [
    'a delivery sent twice',
    w => `update delivery_step set step = 'sent' where delivery_id = '${w.items.delivery}' and number = 2`,
    CHAIN,
  ],
  [
    'a delivery that arrived before it was sent',
    w => `update delivery_step set happened_on = happened_on - 1
           where delivery_id = '${w.items.delivery}' and number = 2`,
    CHAIN,
  ],
]
