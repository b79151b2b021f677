import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { offeringState } from '../../offerings/offering-states.ts'
import { type OfferingRow, offeringOf } from '../../offerings/offerings.ts'
import { Refusal } from '../../refusal.ts'
import { sharesAsked } from '../orders/order-size.ts'
import { subscribeInTurn } from '../orders/subscribe.ts'
import { refuse as refuseOrder } from '../refusals.ts'
import { firstWaiting, type WaitingOrder } from './entries.ts'

/** Entries looked at together. More shares than these ask for are hardly ever freed at once. */
const BATCH = 100

/**
 * Gives shares that became free to those who wait for them, in their order: each becomes an order like any other, made at
 * this instant, with a period of reflection of its own, payment due as the terms say. The first who does not fit and takes
 * no fewer is not overtaken: he keeps his place, and the others wait behind him. One whose order is refused for another
 * reason has waited in vain, and the next is served. From the closing instant on nobody is. The caller holds the offering's
 * lock. Where nobody waits this is one query.
 */
export async function promoteWaiting(em: EntityManager, offeringId: string, now: Date): Promise<void> {
  for (;;) {
    const first = await firstWaiting(em, offeringId, BATCH)
    if (first.length === 0) return
    const offering = await offeringOf(em, offeringId)
    if (offeringState(offering, now) !== 'open') return
    const orders = first.map(({ id: _, ...order }) => ({ ...order, orderedAt: now }))
    const outcomes = await subscribeInTurn(em, offering, orders, (refusal, index) =>
      isForLater(refusal, offering, first[index] as WaitingOrder),
    )
    await endWaiting(em, first, outcomes, now)
    if (outcomes.length < BATCH) return
  }
}

/** Whether more free shares would help: there are too few, or those there are come to less than the least order. */
function isForLater({ code }: Refusal, offering: OfferingRow, { shares }: WaitingOrder): boolean {
  if (code === refuseOrder.SOLD_OUT.code) return true
  return code === refuseOrder.BELOW_MINIMUM.code && !(sharesAsked(offering, { shares }) instanceof Refusal)
}

async function endWaiting(
  em: EntityManager,
  entries: readonly WaitingOrder[],
  outcomes: readonly (string | Refusal)[],
  now: Date,
): Promise<void> {
  if (outcomes.length === 0) return
  const ids = outcomes.map((_, index) => entries[index]?.id ?? '')
  const orders = outcomes.map(each => (each instanceof Refusal ? null : each))
  const codes = outcomes.map(each => (each instanceof Refusal ? each.code : null))
  await sql`
    insert into waiting_end (waiting_entry_id, how, subscription_id, code, ended_at)
    select entry_id, case when code is null then 'ordered' else 'refused' end, subscription_id, code, ${now}
      from unnest(${ids}::uuid[], ${orders}::uuid[], ${codes}::text[]) as new (entry_id, subscription_id, code)`.execute(
    sqlOf(em),
  )
}
