import type { EntityManager } from '@mikro-orm/postgresql'
import { isInForce } from '../mandates/in-force.ts'
import { mandatesOfAgents } from '../mandates/mandates.ts'
import type { Role } from '../roles/role-grant.ts'
import { rolesOf } from '../roles/roles.ts'
import { sessionsOf } from './logins.ts'

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
 * The viewers of sessions, each at its instant; null where a session has ended. Read anew for each request, so that a
 * change counts at once. Of projects they know the roles only; the edge adds those they issue (`viewersNow`).
 */
export async function viewersOf(
  em: EntityManager,
  asked: readonly { sessionId: string; now: Date }[],
): Promise<(Viewer | null)[]> {
  const sessions = await sessionsOf(
    em,
    asked.map(each => each.sessionId),
  )
  const people = [...new Set([...sessions.values()].map(session => session.partyId))]
  if (people.length === 0) return asked.map(() => null)
  const held = Map.groupBy(await rolesOf(em, people), each => each.partyId)
  const mandates = Map.groupBy(await mandatesOfAgents(em, people), each => each.agentId)
  return asked.map(({ sessionId, now }) => {
    const session = sessions.get(sessionId)
    if (session === undefined || session.expiresAt <= now) return null
    const { loginId, partyId } = session
    const roles = held.get(partyId) ?? []
    const scopes = (role: Role) => new Set(roles.filter(each => each.role === role).map(each => each.scopeId))
    return {
      ...{ sessionId, loginId, partyId },
      roles: new Set(roles.map(each => each.role)),
      projects: { issuer: scopes('issuer'), partner: scopes('partner') },
      principals: new Map(
        (mandates.get(partyId) ?? [])
          .filter(mandate => isInForce(mandate, now))
          .map(mandate => [mandate.principalId, mandate.id]),
      ),
    }
  })
}
