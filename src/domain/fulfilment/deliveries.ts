import type { EntityManager } from '@mikro-orm/postgresql'
import { type RawBuilder, sql } from 'kysely'
import { keyset, type Slice } from '../../database/keyset.ts'
import { sqlOf } from '../../database/sql.ts'
import type { StepKind } from './delivery.ts'
import { type DeliveryState, deliveryState, factsOf } from './delivery-states.ts'

/** A delivery with its latest step; without one `steps` is 0. */
export type DeliveryRow = {
  id: string
  projectId: string
  offeringId: string
  subscriptionId: string
  /** Whose it is. */
  partyId: string
  /** What its investor wrote on the payment. */
  reference: string
  code: string
  name: string
  count: number
  lateFrom: Date | null
  owedAt: Date
  timeZone: string
  steps: number
  step: StepKind | null
  steppedOn: string | null
  note: string | null
}

/** The deliveries with these ids, those that exist, by id. */
export function deliveries(em: EntityManager, ids: readonly string[]): Promise<DeliveryRow[]> {
  return rows(em, sql`delivery.id = any(${ids}::uuid[]) order by delivery.id`)
}

/** The deliveries of these orders, by order and item. */
export function deliveriesOfOrders(
  em: EntityManager,
  subscriptionIds: readonly string[],
): Promise<DeliveryRow[]> {
  return rows(
    em,
    sql`delivery.subscription_id = any(${subscriptionIds}::uuid[]) order by subscription_id, code`,
  )
}

/** Of a project or an offering, and in one state or in all. */
export type DeliveryFilter = ({ projectId: string } | { offeringId: string }) & {
  state: DeliveryState | null
}

/** A page of deliveries, by id. */
export function deliveriesPage(
  em: EntityManager,
  filter: DeliveryFilter,
  slice: Slice,
  now: Date,
): Promise<DeliveryRow[]> {
  const { within, order, limit } = keyset(['delivery.id'], slice)
  const where =
    'projectId' in filter
      ? sql`offering.project_id = ${filter.projectId}`
      : sql`delivery.offering_id = ${filter.offeringId}`
  return rows(
    em,
    sql`${where} and ${stands(filter.state, now)} and ${within} order by ${order} limit ${limit}`,
  )
}

function stands(state: DeliveryState | null, now: Date): RawBuilder<unknown> {
  if (state === null) return sql`true`
  const { step, late } = factsOf(state)
  const inTime = late === null ? sql`true` : sql`coalesce(late_from <= ${now}, false) = ${late}`
  return sql`latest.step is not distinct from ${step}::text and ${inTime}`
}

export type DeliveryCounts = Record<DeliveryState, number>

/** How many deliveries of these offerings stand in each state, by offering. */
export async function deliveryCounts(
  em: EntityManager,
  offeringIds: readonly string[],
  now: Date,
): Promise<Map<string, DeliveryCounts>> {
  type Row = { offeringId: string; step: StepKind | null; lateFrom: Date | null; count: number }
  const { rows } = await sql<Row>`
    select delivery.offering_id, latest.step, late_from, count(*)::int as count
      from delivery ${LATEST}
     where delivery.offering_id = any(${offeringIds}::uuid[]) and ${STANDING}
     group by delivery.offering_id, latest.step, late_from`.execute(sqlOf(em))
  const counts = new Map<string, DeliveryCounts>()
  for (const { offeringId, count, ...facts } of rows) {
    const found = counts.get(offeringId) ?? { due: 0, late: 0, sent: 0, returned: 0, delivered: 0 }
    found[deliveryState(facts, now)] += count
    counts.set(offeringId, found)
  }
  return counts
}

const LATEST = sql`
  left join lateral (select number, step, happened_on::text as happened_on, note from delivery_step
                      where delivery_id = delivery.id order by number desc limit 1) as latest on true`

/** An order that ended after its allotment is owed nothing any more. */
const STANDING = sql`
  not exists (select from subscription_end as ended where ended.subscription_id = delivery.subscription_id)`

async function rows(em: EntityManager, where: RawBuilder<unknown>): Promise<DeliveryRow[]> {
  const { rows } = await sql<DeliveryRow>`
    select delivery.id, offering.project_id, delivery.offering_id, delivery.subscription_id, party_id, reference,
           delivery.code, (select item ->> 'name' from jsonb_array_elements(terms.entitlements) as item
                            where item ->> 'code' = delivery.code) as name,
           count, late_from, owed_at, project.time_zone, coalesce(latest.number, 0) as steps, latest.step,
           latest.happened_on as stepped_on, latest.note
      from delivery
      join subscription on subscription.id = delivery.subscription_id
      join offering_terms as terms
        on terms.offering_id = delivery.offering_id and terms.version = subscription.terms_version
      join offering on offering.id = delivery.offering_id
      join project on project.id = offering.project_id ${LATEST}
     where ${STANDING} and ${where}`.execute(sqlOf(em))
  return rows
}
