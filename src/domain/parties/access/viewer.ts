import type { EntityManager } from '@mikro-orm/postgresql'
import { mandatesInForce } from '../mandates/mandates.ts'
import type { Role } from '../roles/role-grant.ts'
import { rolesOf } from '../roles/roles.ts'
import { personOfSession } from './logins.ts'

/** Who asks: the person of a session with the roles he holds now and the parties he may act for now. */
export type Viewer = {
  sessionId: string
  loginId: string
  partyId: string
  roles: ReadonlySet<Role>
  /** Projects in which he is issuer or partner: by a role, or because the project is his or of whom he acts for. */
  projects: { issuer: ReadonlySet<string>; partner: ReadonlySet<string> }
  /** Parties he may act for, with the mandate. */
  principals: ReadonlyMap<string, string>
}

/**
 * The viewer of a session that has not ended, or null. Read anew for each request, so that a change counts at once.
 * Of projects it knows the roles only; the edge adds those he issues (`viewerNow`).
 */
export async function viewerOf(em: EntityManager, sessionId: string, now: Date): Promise<Viewer | null> {
  const person = await personOfSession(em, sessionId, now)
  if (person === undefined) return null
  const held = await rolesOf(em, [person.partyId])
  const mandates = await mandatesInForce(em, person.partyId, now)
  const scopes = (role: Role) => new Set(held.filter(each => each.role === role).map(each => each.scopeId))
  return {
    sessionId,
    ...person,
    roles: new Set(held.map(each => each.role)),
    projects: { issuer: scopes('issuer'), partner: scopes('partner') },
    principals: new Map(mandates.map(mandate => [mandate.principalId, mandate.id])),
  }
}
