import { act } from '../act.ts'
import { system } from '../domain/acts/actor.ts'
import { lapseDue } from '../domain/shares/revisions/lapse-orders.ts'
import { offeringsWithUnconfirmed } from '../domain/shares/revisions/unconfirmed.ts'
import type { Workshop } from './job.ts'
import { outcomeOf, tryEach } from './try-each.ts'

/** Ends the orders that were not reconfirmed in time after a revision of their terms, offering by offering. */
export async function lapseUnconfirmed({ orm, log }: Workshop, now: Date): Promise<string> {
  const due = await offeringsWithUnconfirmed(orm.em.fork(), now)
  const deed = { actor: system('job'), verb: 'lapseOrders', now }
  const { done, failed } = await tryEach(log, due, offeringId =>
    act(orm, deed, em => lapseDue(em, { offeringId }, now)),
  )
  return outcomeOf(`orders lapsed in ${done} offerings`, failed)
}
