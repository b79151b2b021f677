import { actTogether } from '../act.ts'
import type { Orm } from '../database/orm.ts'
import type { Viewer } from '../domain/parties/access/viewer.ts'
import { type ActedOrder, type Ordered, subscribeTogether } from '../domain/shares/orders/subscribe.ts'
import { type SubscriptionRow, subscriptions } from '../domain/shares/subscriptions.ts'
import { type Arrived, gatherer } from '../gather.ts'
import { viewersNow } from './request.ts'

/**
 * Where the requests of one process come together: what many ask for at the same moment is asked of the database once.
 * Nobody is answered with what was read before he asked.
 */
export type Desks = {
  /** Takes an order in an offering, by its id, and answers what became of it. */
  order(offeringId: string, order: ActedOrder): Promise<Ordered | Error>
  /** Who a session belongs to at an instant, and all he may do then; null when it has ended. */
  viewer(sessionId: string, now: Date): Promise<Viewer | null>
  /** An order by its id. Who may see it is asked by the reader. */
  subscription(id: string): Promise<SubscriptionRow | undefined>
}

export function openDesks(orm: Orm): Desks {
  const order = gatherer(
    (offeringId, arrived: Arrived<ActedOrder>) =>
      actTogether(orm, 'subscribe', arrived, (em, group) => subscribeTogether(em, offeringId, group)),
    ({ act }) => act.key && `${act.actor.partyId} ${act.key}`,
  )
  const viewers = gatherer(
    (_, asked: Arrived<{ sessionId: string; now: Date }>) => viewersNow(orm.em.fork(), asked()),
    () => null,
  )
  const orders = gatherer(
    async (_, asked: Arrived<string>) => {
      const ids = asked()
      const rows = new Map((await subscriptions(orm.em.fork(), ids)).map(row => [row.id, row]))
      return ids.map(id => rows.get(id))
    },
    () => null,
  )
  return {
    order,
    viewer: (sessionId, now) => viewers('viewers', { sessionId, now }),
    subscription: id => orders('orders', id),
  }
}
