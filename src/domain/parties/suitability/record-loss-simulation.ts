import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { within } from '../../refusal.ts'
import { dayOf, PLATFORM_ZONE, parseDay } from '../../time/calendar.ts'
import { lockParty } from '../people/lock-party.ts'
import { notAhead } from '../tax/evidence.ts'
import { parseVersion } from './version.ts'

/** What comes in of a simulation, and nothing else. */
export type AcceptedLimit = {
  partyId: string
  toolVersion: string
  /** The day of the simulation, in the platform's zone. */
  doneOn: string
  /** What the investor accepts as a tenth of his net worth, in cents. */
  acceptedLimit: bigint
}

/**
 * Appends the result of a simulation of the ability to bear loss that the investor accepts: Art 21(5)-(6) of Regulation
 * (EU) 2020/1503. What it was made from is not taken: Art 5 of Regulation (EU) 2022/2114.
 * Refuses VERSION_MALFORMED, DATE_MALFORMED, DAY_AHEAD, PARTY_UNKNOWN.
 */
export async function recordLossSimulation(
  em: EntityManager,
  { partyId, toolVersion, doneOn, acceptedLimit }: AcceptedLimit,
  now: Date,
): Promise<{ partyId: string }> {
  const tool = parseVersion(toolVersion, 'toolVersion')
  const day = within('doneOn', () => notAhead(parseDay(doneOn), dayOf(now, PLATFORM_ZONE)))
  await lockParty(em, partyId)
  const before = await sqlOf(em)
    .selectFrom('lossSimulation')
    .select(({ fn }) => fn.max('version').as('version'))
    .where('partyId', '=', partyId)
    .executeTakeFirst()
  await sqlOf(em)
    .insertInto('lossSimulation')
    .values({
      partyId,
      version: (before?.version ?? 0) + 1,
      toolVersion: tool,
      doneOn: day,
      acceptedLimit,
      recordedAt: now,
    })
    .execute()
  return { partyId }
}
