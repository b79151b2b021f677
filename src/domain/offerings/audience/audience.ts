import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { refuse } from '../refusals.ts'
import type { Audience } from '../terms/life-clauses.ts'

/** Of an offering, what decides for whom it exists. */
export type Aimed = { id: string; audience: Audience }

/** Which of these offerings exist for somebody who is, or acts for, these parties; for nobody in particular: none. */
export async function aimedAt<Row extends Aimed>(
  em: EntityManager,
  offerings: readonly Row[],
  partyIds: readonly string[],
): Promise<Row[]> {
  const asked = offerings.filter(row => row.audience === 'invited').map(row => row.id)
  const invited = new Set((await invitations(em, asked, partyIds)).map(row => row.offeringId))
  return offerings.filter(({ id, audience }) => {
    if (audience === 'public') return true
    return audience === 'members' ? partyIds.length > 0 : invited.has(id)
  })
}

/** Which of these parties are outside the audience of an offering. Whoever orders is a member. */
export async function outside(
  em: EntityManager,
  { id, audience }: Aimed,
  partyIds: readonly string[],
): Promise<Set<string>> {
  if (audience !== 'invited') return new Set()
  const invited = new Set((await invitations(em, [id], partyIds)).map(row => row.partyId))
  return new Set(partyIds.filter(partyId => !invited.has(partyId)))
}

/** Refuses OFFERING_UNKNOWN to a party outside the audience of an offering. */
export async function refuseOutside(em: EntityManager, offering: Aimed, partyId: string): Promise<void> {
  const strangers = await outside(em, offering, [partyId])
  if (strangers.has(partyId)) throw refuse.OFFERING_UNKNOWN({ id: offering.id })
}

async function invitations(
  em: EntityManager,
  offeringIds: readonly string[],
  partyIds: readonly string[],
): Promise<{ offeringId: string; partyId: string }[]> {
  if (offeringIds.length === 0 || partyIds.length === 0) return []
  const { rows } = await sql<{ offeringId: string; partyId: string }>`
    select offering_id as "offeringId", coalesce(redeemed.party_id, invitation.party_id) as "partyId"
      from invitation left join invitation_redemption as redeemed on invitation_id = invitation.id
     where offering_id = any(${offeringIds}::uuid[])
       and coalesce(redeemed.party_id, invitation.party_id) = any(${partyIds}::uuid[])`.execute(sqlOf(em))
  return rows
}
