import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { PREPARED, sqlOf } from '../../database/sql.ts'
import { type OfferingRow, offeringOf } from './offerings.ts'
import { refuse } from './refusals.ts'

/**
 * Orders of one offering go one after the other from here on. Its terms and facts are joined from many tables, which costs
 * as much as fifty orders; so what was read of them once is kept while the edition that the counter names is the same.
 * Refuses OFFERING_UNKNOWN.
 */
export async function lockOffering(em: EntityManager, id: string): Promise<OfferingRow> {
  const { rows } = await sql<{ taken: number; position: number; edition: string }>`${PREPARED}
    select taken, position, edition from offering_counter where offering_id = ${id} for update`.execute(
    sqlOf(em),
  )
  const [counter] = rows
  if (counter === undefined) throw refuse.OFFERING_UNKNOWN({ id })
  const { taken: sharesTaken, position: lastPosition, edition } = counter
  const kept = keptOf(em)
  const before = kept.get(id)
  if (before?.edition === edition) return { ...before.row, sharesTaken, lastPosition }
  const row = await offeringOf(em, id)
  if (isCountedOn(row)) return row
  if (kept.size === MOST) kept.clear()
  kept.set(id, { edition, row })
  return row
}

/** Votes of members come without the lock, and change no edition. */
const isCountedOn = ({ life }: OfferingRow) => life?.vote !== undefined

type Kept = Map<string, { edition: string; row: OfferingRow }>

/** More than are raised for at the same time. */
const MOST = 1000

/** By database: two of them may hold copies of one offering that have gone different ways. */
const known = new WeakMap<object, Kept>()

function keptOf(em: EntityManager): Kept {
  const database = em.getDriver()
  const kept = known.get(database) ?? new Map()
  known.set(database, kept)
  return kept
}
