import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { lockParty } from '../people/lock-party.ts'
import { refuse } from '../refusals.ts'
import { insiderDeclarations } from './insiders.ts'

/**
 * An approver confirms what somebody else declared about a party that is not himself: from then on it counts (Art 8(2) of
 * Regulation (EU) 2020/1503). Confirming it again changes nothing.
 * Refuses PARTY_UNKNOWN, INSIDER_NOT_DECLARED, NOT_FOR_YOURSELF, INSIDER_SAME_PERSON.
 */
export async function confirmInsider(
  em: EntityManager,
  input: { partyId: string; version: number; confirmerId: string },
  now: Date,
): Promise<{ partyId: string }> {
  const { partyId, version, confirmerId } = input
  await lockParty(em, partyId)
  if (partyId === confirmerId) throw refuse.NOT_FOR_YOURSELF({ what: 'a place among the platform’s people' })
  const declared = (await insiderDeclarations(em, partyId)).find(row => row.version === version)
  if (declared === undefined) throw refuse.INSIDER_NOT_DECLARED({ version })
  if (declared.declarerId === confirmerId) {
    throw refuse.INSIDER_SAME_PERSON({ declaredAt: declared.declaredAt.toISOString() })
  }
  if (declared.confirmedAt === null) {
    await sqlOf(em)
      .insertInto('insiderConfirmation')
      .values({ partyId, version, confirmerId, confirmedAt: now })
      .execute()
  }
  return { partyId }
}
