import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { NOTHING } from '../../ids.ts'
import type { Role } from './role-grant.ts'

export type HeldRole = { partyId: string; role: Role; scopeId: string }

/** The roles these people hold now, or held at an instant. */
export async function rolesOf(
  em: EntityManager,
  partyIds: readonly string[],
  at?: Date,
): Promise<HeldRole[]> {
  const latest = await sqlOf(em)
    .selectFrom('roleGrant')
    .innerJoin('act', 'act.id', 'roleGrant.actId')
    .$if(at !== undefined, query => query.where('act.occurredAt', '<=', at as Date))
    .distinctOn(['partyId', 'role', 'scopeId'])
    .select(['partyId', 'role', 'scopeId', 'granted'])
    .where('partyId', 'in', partyIds)
    .orderBy('partyId')
    .orderBy('role')
    .orderBy('scopeId')
    .orderBy('version', 'desc')
    .execute()
  return latest.filter(row => row.granted).map(({ partyId, role, scopeId }) => ({ partyId, role, scopeId }))
}

/** Whether a person holds a role, on the whole platform or in one project. */
export async function holdsRole(
  em: EntityManager,
  partyId: string,
  role: Role,
  scopeId = NOTHING,
): Promise<boolean> {
  const held = await rolesOf(em, [partyId])
  return held.some(row => row.role === role && row.scopeId === scopeId)
}

/** Who holds a role now, on the whole platform or in one project. */
export async function holdersOfRole(em: EntityManager, role: Role, scopeId = NOTHING): Promise<string[]> {
  const latest = await sqlOf(em)
    .selectFrom('roleGrant')
    .distinctOn('partyId')
    .select(['partyId', 'granted'])
    .where('role', '=', role)
    .where('scopeId', '=', scopeId)
    .orderBy('partyId')
    .orderBy('version', 'desc')
    .execute()
  return latest.filter(row => row.granted).map(row => row.partyId)
}

/** Whether anybody was ever made administrator. */
export async function hasAdministrator(em: EntityManager): Promise<boolean> {
  const found = await sqlOf(em)
    .selectFrom('roleGrant')
    .select('partyId')
    .where('role', '=', 'admin')
    .executeTakeFirst()
  return found !== undefined
}
