import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { NOTHING } from '../../ids.ts'
import { PLATFORM_ZONE } from '../../time/calendar.ts'

/** What the platform's own people have put into an offering, together; minor units of its currency. */
export type InsiderOrders = { orders: number; amount: bigint }

/**
 * The paid orders of an offering, not ended, of parties that were the platform's people on the day of their order: by a
 * confirmed declaration, or because they held one of its roles. Of an allotted order what it got. Art 8(2), second
 * subparagraph, of Regulation (EU) 2020/1503 asks to disclose them; who they are is nobody's to read.
 */
export async function insiderOrders(em: EntityManager, offeringId: string): Promise<InsiderOrders> {
  const { rows } = await sql<{ orders: number; amount: string }>`
    select count(*)::int as orders, coalesce(sum(coalesce(got.amount, subscription.amount)), 0)::text as amount
      from subscription
      join subscription_payment as paid on paid.subscription_id = subscription.id
      left join subscription_allotment as got on got.subscription_id = subscription.id
     where subscription.offering_id = ${offeringId}
       and not exists (select from subscription_end as ended where ended.subscription_id = subscription.id)
       and (${DECLARED} or ${IN_OFFICE})`.execute(sqlOf(em))
  return { orders: rows[0]?.orders ?? 0, amount: BigInt(rows[0]?.amount ?? 0) }
}

/** Of those of one link that begin on one day the latest that was confirmed counts. */
const DECLARED = sql`exists (
  select from insider_declaration as declared join insider_confirmation using (party_id, version)
   where declared.party_id = subscription.party_id
     and (ordered_at at time zone ${PLATFORM_ZONE})::date between from_day and coalesce(until_day, 'infinity')
     and not exists (select from insider_declaration as newer join insider_confirmation using (party_id, version)
                      where newer.party_id = declared.party_id and newer.link = declared.link
                        and newer.from_day = declared.from_day
                        and newer.version > declared.version))`

/** Whoever holds a role on the whole platform works for it. */
const IN_OFFICE = sql`exists (
  select from role_grant as held join act on act.id = held.act_id
   where held.party_id = subscription.party_id and held.scope_id = ${NOTHING} and held.granted
     and held.role in ('finance', 'approver', 'auditor', 'admin') and act.occurred_at <= ordered_at
     and not exists (select from role_grant as later join act as after on after.id = later.act_id
                      where later.party_id = held.party_id and later.role = held.role
                        and later.scope_id = held.scope_id and later.version > held.version
                        and after.occurred_at <= ordered_at))`
