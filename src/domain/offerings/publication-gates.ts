import type { EntityManager } from '@mikro-orm/postgresql'
import { NOTHING } from '../ids.ts'
import { insiderLinks } from '../parties/insiders/insiders.ts'
import { rolesOf } from '../parties/roles/roles.ts'
import { addMonths, dayOf, PLATFORM_ZONE, startOfDay } from '../time/calendar.ts'
import { offeredBefore } from './offered-before.ts'
import type { OfferingRow } from './offerings.ts'
import { checkPublication } from './terms/check-publication.ts'
import type { Gates } from './terms/regimes.ts'

/** Tests the gates of a regime on an offering that is to be put before the public. Refuses what `checkPublication` refuses. */
export async function passPublication(
  em: EntityManager,
  offering: OfferingRow,
  gates: Gates,
  now: Date,
): Promise<void> {
  const { issuerId, shares, sharePrice, keyInformationSides, offeredElsewhere: elsewhere } = offering
  const held = gates.conflicts ? await rolesOf(em, [issuerId]) : []
  const links = gates.conflicts ? await insiderLinks(em, issuerId, dayOf(now, PLATFORM_ZONE)) : []
  const since = gates.offerCap && addMonths(dayOf(now, PLATFORM_ZONE), -gates.offerCap.parameters.months)
  checkPublication(gates, {
    keyInformationSides,
    target: sharePrice * BigInt(shares),
    elsewhere,
    before: since ? await offeredBefore(em, offering, startOfDay(since, PLATFORM_ZONE)) : 0n,
    since: since ?? null,
    ownerRoles: [...held.filter(({ scopeId }) => scopeId === NOTHING).map(({ role }) => role), ...links],
  })
}
