import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../database/sql.ts'
import { type Reach, reaches } from './reach.ts'
import { refuse } from './refusals.ts'
import { ticketBySecret, tickets } from './tickets.ts'

/**
 * Somebody at the door of one of these projects lets in who shows a ticket: once. Of two at the same moment one is let in.
 * Refuses TICKET_UNKNOWN (also for a ticket of another project), TICKET_USED.
 */
export async function admitTicket(
  em: EntityManager,
  { code, projects }: { code: string; projects: Reach['projects'] },
  now: Date,
): Promise<{ ticketId: string }> {
  const ticket = await ticketBySecret(em, code)
  if (ticket === undefined || !reaches({ projects, parties: [] }, ticket)) throw refuse.TICKET_UNKNOWN({})
  // The key decides between two who come at once: the second waits here until the first is through.
  const admitted = await sqlOf(em)
    .insertInto('admission')
    .values({ ticketId: ticket.id, admittedAt: now })
    .onConflict(conflict => conflict.doNothing())
    .returning('ticketId')
    .execute()
  if (admitted.length > 0) return { ticketId: ticket.id }
  const [used] = await tickets(em, [ticket.id])
  throw refuse.TICKET_USED({ admittedAt: used?.admittedAt?.toISOString() ?? '' })
}
