import type { EntityManager } from '@mikro-orm/postgresql'
import { type RawBuilder, sql } from 'kysely'
import { keyset, type Slice } from '../../database/keyset.ts'
import { sqlOf } from '../../database/sql.ts'

/** A ticket, and when it was used. */
export type TicketRow = {
  id: string
  projectId: string
  subscriptionId: string
  /** Whose it is. */
  partyId: string
  code: string
  name: string
  seat: number
  secret: string
  admittedAt: Date | null
}

/** The tickets with these ids, those that exist. */
export function tickets(em: EntityManager, ids: readonly string[]): Promise<TicketRow[]> {
  return rows(em, sql`ticket.id = any(${ids}::uuid[])`)
}

/** The ticket with this secret, typed as one types. */
export async function ticketBySecret(em: EntityManager, typed: string): Promise<TicketRow | undefined> {
  const secret = typed.replaceAll(/[\s-]/g, '').toUpperCase()
  const [ticket] = await rows(em, sql`ticket.secret = ${secret}`)
  return ticket
}

/** A page of the tickets of an order, by id. */
export function ticketsPage(em: EntityManager, subscriptionId: string, slice: Slice): Promise<TicketRow[]> {
  const { within, order, limit } = keyset(['ticket.id'], slice)
  return rows(
    em,
    sql`ticket.subscription_id = ${subscriptionId} and ${within} order by ${order} limit ${limit}`,
  )
}

/** An order that ended, also after its allotment, has no tickets. */
async function rows(em: EntityManager, where: RawBuilder<unknown>): Promise<TicketRow[]> {
  const { rows } = await sql<TicketRow>`
    select ticket.id, offering.project_id, ticket.subscription_id, party_id, ticket.code, seat, secret, admitted_at,
           (select item ->> 'name' from jsonb_array_elements(terms.entitlements) as item
             where item ->> 'code' = ticket.code) as name
      from ticket
      join subscription on subscription.id = ticket.subscription_id
      join offering_terms as terms
        on terms.offering_id = ticket.offering_id and terms.version = subscription.terms_version
      join offering on offering.id = ticket.offering_id
      left join admission on ticket_id = ticket.id
     where not exists (select from subscription_end as ended where ended.subscription_id = ticket.subscription_id)
       and ${where}`.execute(sqlOf(em))
  return rows
}
