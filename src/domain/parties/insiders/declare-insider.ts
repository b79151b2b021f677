import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { within } from '../../refusal.ts'
import { parseDay } from '../../time/calendar.ts'
import { lockParty } from '../people/lock-party.ts'
import { refuse } from '../refusals.ts'
import type { InsiderLink } from './insider.ts'
import { insiderDeclarations } from './insiders.ts'

export type NewInsider = {
  partyId: string
  link: InsiderLink
  /** The first and the last day, in the platform's zone; null: it has no end yet. */
  from: string
  until: string | null
  declarerId: string
}

/**
 * An administrator declares that a party is one of the platform's people, in the sense of Art 8(2) of Regulation (EU)
 * 2020/1503, or until when it was: it counts once somebody else has confirmed it. Nobody declares himself.
 * Refuses PARTY_UNKNOWN, NOT_FOR_YOURSELF, DATE_MALFORMED, INSIDER_SPAN_WRONG.
 */
export async function declareInsider(
  em: EntityManager,
  input: NewInsider,
  now: Date,
): Promise<{ partyId: string }> {
  const { partyId, link, declarerId } = input
  if (partyId === declarerId) throw refuse.NOT_FOR_YOURSELF({ what: 'a place among the platform’s people' })
  const fromDay = within('from', () => parseDay(input.from))
  const untilDay = input.until === null ? null : within('until', () => parseDay(input.until as string))
  if (untilDay !== null && untilDay < fromDay)
    throw refuse.INSIDER_SPAN_WRONG({ from: fromDay, until: untilDay })
  await lockParty(em, partyId)
  const [latest] = await insiderDeclarations(em, partyId)
  const version = (latest?.version ?? 0) + 1
  await sqlOf(em)
    .insertInto('insiderDeclaration')
    .values({ partyId, version, link, fromDay, untilDay, declarerId, declaredAt: now })
    .execute()
  return { partyId }
}
