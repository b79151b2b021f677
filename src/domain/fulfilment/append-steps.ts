import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../database/sql.ts'
import { lockOffering } from '../offerings/lock-offering.ts'
import { dayOf, parseDay } from '../time/calendar.ts'
import { type DeliveryRow, deliveries } from './deliveries.ts'
import type { StepKind } from './delivery.ts'
import { deliveryState, mayStep } from './delivery-states.ts'
import { type Reach, reaches } from './reach.ts'
import { refuse } from './refusals.ts'

/** Deliveries of one call: a page of labels, and few enough that it is over soon. */
const MOST = 500
const MOST_NOTE = 200

/** Deliveries that take a step together. `on`: the day in the project's zone, today where it is not given. */
export type Steps = { deliveryIds: readonly string[]; on?: string | null; note?: string | null }

/**
 * Appends a step to deliveries, to all or to none. One that has taken it already stays as it is.
 * Refuses DELIVERIES_TOO_MANY, DELIVERY_NOTE_TOO_LONG, DATE_MALFORMED, DELIVERY_UNKNOWN (also for what is not within reach),
 * DELIVERY_STEP_WRONG, DELIVERY_DAY_WRONG.
 */
export async function appendSteps(
  em: EntityManager,
  { step, reach, ...input }: Steps & { step: StepKind; reach: Reach },
  now: Date,
): Promise<{ deliveryIds: string[] }> {
  const deliveryIds = [...new Set(input.deliveryIds)]
  const note = checkSize(deliveryIds, input.note?.trim() ?? '')
  const offeringIds = (await within(em, deliveryIds, reach)).map(row => row.offeringId)
  for (const id of [...new Set(offeringIds)].toSorted()) await lockOffering(em, id)
  const found = await within(em, deliveryIds, reach)
  const moved = found.filter(row => row.step !== step)
  if (moved.length === 0) return { deliveryIds }
  const rows = moved.map(row => {
    const state = deliveryState(row, now)
    if (!mayStep(state, step)) throw refuse.DELIVERY_STEP_WRONG({ id: row.id, state, step })
    const happenedOn = dayOfStep(row, input.on ?? null, now)
    return { deliveryId: row.id, number: row.steps + 1, step, happenedOn, note, steppedAt: now }
  })
  await sqlOf(em).insertInto('deliveryStep').values(rows).execute()
  return { deliveryIds }
}

function checkSize(ids: readonly string[], note: string): string | null {
  if (ids.length === 0 || ids.length > MOST)
    throw refuse.DELIVERIES_TOO_MANY({ asked: ids.length, most: MOST })
  if (note.length > MOST_NOTE) throw refuse.DELIVERY_NOTE_TOO_LONG({ length: note.length, most: MOST_NOTE })
  return note === '' ? null : note
}

async function within(em: EntityManager, ids: readonly string[], reach: Reach): Promise<DeliveryRow[]> {
  const found = (await deliveries(em, ids)).filter(row => reaches(reach, row))
  const known = new Set(found.map(row => row.id))
  const unknown = ids.find(id => !known.has(id))
  if (unknown !== undefined) throw refuse.DELIVERY_UNKNOWN({ id: unknown })
  return found
}

function dayOfStep({ steppedOn, owedAt, timeZone }: DeliveryRow, given: string | null, now: Date): string {
  const latest = dayOf(now, timeZone)
  const on = given === null ? latest : parseDay(given)
  const earliest = steppedOn ?? dayOf(owedAt, timeZone)
  if (on < earliest || on > latest) throw refuse.DELIVERY_DAY_WRONG({ on, earliest, latest })
  return on
}
