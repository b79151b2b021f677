import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { NOTHING } from '../../ids.ts'
import { lockParty } from '../people/lock-party.ts'
import { refuse } from '../refusals.ts'
import type { Role } from './role-grant.ts'

export type RoleChange = {
  partyId: string
  role: Role
  projectId: string | null
  granted: boolean
  byId: string
}

/**
 * Gives a role to a person or takes it. Nobody does it for himself.
 * Refuses NOT_FOR_YOURSELF, ROLE_SCOPE_WRONG, ROLE_UNCHANGED, PARTY_UNKNOWN.
 */
export async function changeRole(em: EntityManager, input: RoleChange): Promise<{ partyId: string }> {
  const { partyId, role, projectId, granted } = input
  if (partyId === input.byId) throw refuse.NOT_FOR_YOURSELF({ what: 'a role' })
  const needsProject = role === 'issuer' || role === 'partner'
  if (needsProject !== (projectId !== null)) throw refuse.ROLE_SCOPE_WRONG({ role, needs: needsProject })
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
