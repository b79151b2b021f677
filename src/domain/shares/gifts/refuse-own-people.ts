import type { EntityManager } from '@mikro-orm/postgresql'
import { projectsIssuedBy } from '../../offerings/projects.ts'
import { mandatesInForce } from '../../parties/mandates/mandates.ts'
import { refuse as refuseParty } from '../../parties/refusals.ts'
import { rolesOf } from '../../parties/roles/roles.ts'

/**
 * Who says that gifts to a party reduce taxes does not belong to it at an instant: he is not the party, acts for it by no
 * mandate, and is issuer in none of its projects. Refuses NOT_FOR_YOURSELF.
 */
export async function refuseOwnPeople(
  em: EntityManager,
  { partyId, personId }: { partyId: string; personId: string },
  at: Date,
): Promise<void> {
  const mandates = await mandatesInForce(em, personId, at)
  const projects = new Set((await projectsIssuedBy(em, [partyId])).map(({ id }) => id))
  const roles = await rolesOf(em, [personId], at)
  if (
    partyId === personId ||
    mandates.some(mandate => mandate.principalId === partyId) ||
    roles.some(held => held.role === 'issuer' && projects.has(held.scopeId))
  ) {
    throw refuseParty.NOT_FOR_YOURSELF({ what: 'receipts for gifts' })
  }
}
