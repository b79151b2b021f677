import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { NOTHING } from '../../ids.ts'
import { lockParty } from '../people/lock-party.ts'
import { refuse } from '../refusals.ts'
import type { Role } from './role-grant.ts'
import { holdsRole } from './roles.ts'

export type RoleChange = {
  partyId: string
  role: Role
  projectId: string | null
  granted: boolean
  byId: string
}

/**
 * An administrator gives a role to a person or takes it. Nobody does it for himself, so whoever takes the role of an
 * administrator stays one: there is always one left.
 * Refuses NOT_FOR_YOURSELF, ROLE_SCOPE_WRONG, PARTY_UNKNOWN, NOT_ADMINISTRATOR, ROLE_UNCHANGED.
 */
export async function changeRole(em: EntityManager, input: RoleChange): Promise<{ partyId: string }> {
  const { partyId, byId, role, projectId, granted } = input
  if (partyId === byId) throw refuse.NOT_FOR_YOURSELF({ what: 'a role' })
  const needsProject = role === 'issuer' || role === 'partner'
  if (needsProject !== (projectId !== null)) throw refuse.ROLE_SCOPE_WRONG({ role, needs: needsProject })
  // Two who take each other's role take turns: the second finds that he is none any more.
  for (const id of [partyId, byId].toSorted()) await lockParty(em, id)
  if (!(await holdsRole(em, byId, 'admin'))) throw refuse.NOT_ADMINISTRATOR({})
  await appendGrant(em, { partyId, role, scopeId: projectId ?? NOTHING, granted })
  return { partyId }
}

type Grant = { partyId: string; role: Role; scopeId: string; granted: boolean }

/** Appends the next version of a role's story. Refuses ROLE_UNCHANGED, PARTY_UNKNOWN. */
export async function appendGrant(em: EntityManager, grant: Grant): Promise<void> {
  await lockParty(em, grant.partyId)
  const latest = await sqlOf(em)
    .selectFrom('roleGrant')
    .select(['version', 'granted'])
    .where('partyId', '=', grant.partyId)
    .where('role', '=', grant.role)
    .where('scopeId', '=', grant.scopeId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if ((latest?.granted ?? false) === grant.granted) {
    throw refuse.ROLE_UNCHANGED({ role: grant.role, held: grant.granted })
  }
  await sqlOf(em)
    .insertInto('roleGrant')
    .values({ ...grant, version: (latest?.version ?? 0) + 1 })
    .execute()
}
