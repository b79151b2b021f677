import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../database/sql.ts'
import { NOTHING } from '../ids.ts'
import { lockParty } from '../parties/people/lock-party.ts'
import { rolesOf } from '../parties/roles/roles.ts'
import { addMonths, dayOf, PLATFORM_ZONE, startOfDay } from '../time/calendar.ts'
import { contractInForce } from './contracts.ts'
import { offeredBefore } from './offered-before.ts'
import { type OfferingRow, offeringOf } from './offerings.ts'
import { classesOf } from './projects.ts'
import { refuse } from './refusals.ts'
import { checkPromise } from './terms/check-entitlements.ts'
import { checkPublication } from './terms/check-publication.ts'
import { registerRights } from './terms/entitlements.ts'
import { type Gates, gatesOf } from './terms/regimes.ts'

/**
 * An approver puts an offering before the public; he is not the one who proposed it, and the contract that buyers
 * will share under is signed. The gates of its regime are tested.
 * Refuses OFFERING_UNKNOWN, OFFERING_PUBLISHED, CONTRACT_NOT_SIGNED, SAME_PERSON, and what `checkPromise` and
 * `checkPublication` refuse.
 */
export async function publishOffering(
  em: EntityManager,
  input: { offeringId: string; approverId: string },
  now: Date,
): Promise<{ offeringId: string }> {
  const offering = await offeringOf(em, input.offeringId)
  if (offering.proposerId === input.approverId) throw refuse.SAME_PERSON({ what: 'Publishing an offering' })
  await checkContractFor(em, offering)
  const gates = gatesOf(offering.regime)
  // An owner's offerings and roles are counted one after the other: two published at once could pass the cap together.
  if (gates.offerCap || gates.conflicts) await lockParty(em, offering.issuerId)
  if (offering.publishedAt === null) await checkGates(em, offering, gates, now)
  const written = await sqlOf(em)
    .insertInto('offeringPublication')
    .values({ offeringId: offering.id, version: offering.version, publishedAt: now })
    .onConflict(conflict => conflict.doNothing())
    .returning('offeringId')
    .executeTakeFirst()
  if (written === undefined) {
    throw refuse.OFFERING_PUBLISHED({ publishedAt: offering.publishedAt?.toISOString() ?? 'the same moment' })
  }
  return { offeringId: offering.id }
}

/** The contract that buyers will share under is signed, and keeps what the offering promises. */
async function checkContractFor(em: EntityManager, { projectId, classId, entitlements }: OfferingRow) {
  const { terms } = await contractInForce(em, projectId)
  const shareClass = (await classesOf(em, projectId)).find(each => each.id === classId)
  if (shareClass !== undefined) checkPromise(registerRights(entitlements), terms, shareClass.code)
}

async function checkGates(em: EntityManager, offering: OfferingRow, gates: Gates, now: Date): Promise<void> {
  const { issuerId, shares, sharePrice, keyInformationSides, offeredElsewhere: elsewhere } = offering
  const held = gates.conflicts ? await rolesOf(em, [issuerId]) : []
  const since = gates.offerCap && addMonths(dayOf(now, PLATFORM_ZONE), -gates.offerCap.parameters.months)
  checkPublication(gates, {
    keyInformationSides,
    target: sharePrice * BigInt(shares),
    elsewhere,
    before: since ? await offeredBefore(em, offering, startOfDay(since, PLATFORM_ZONE)) : 0n,
    since: since ?? null,
    ownerRoles: held.filter(({ scopeId }) => scopeId === NOTHING).map(({ role }) => role),
  })
}
