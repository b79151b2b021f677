import type { IncomingMessage } from 'node:http'
import type { EntityManager } from '@mikro-orm/postgresql'
import { GraphQLError } from 'graphql'
import { projectsIssuedBy } from '../domain/offerings/projects.ts'
import { type Viewer, viewersOf } from '../domain/parties/access/viewer.ts'
import type { Context, Services } from './context.ts'
import { refuse } from './errors.ts'
import { readToken } from './tokens.ts'

/**
 * What a request is answered with: a fresh look at the database, and who asks as of now. A token that is not or no
 * longer good is refused outright (401): a client that believes it is signed in must not be answered as a stranger.
 */
export async function contextOf(services: Services, request: IncomingMessage): Promise<Context> {
  const em = services.orm.em.fork()
  const now = services.clock.now()
  const token = tokenOf(request)
  const context = { ...services, em, now, viewer: null, local: isLocal(request) }
  if (token === undefined) return context
  const sessionId = await sessionOf(services, request)
  const viewer = sessionId === null ? null : await services.desks.viewer(sessionId, now)
  if (viewer === null) throw unauthenticated()
  return { ...context, viewer }
}

function unauthenticated(): GraphQLError {
  const { code, message } = refuse.UNAUTHENTICATED({})
  return new GraphQLError(message, { extensions: { code, http: { status: 401 } } })
}

/** Whether a request comes with a token of ours that is not too old; whether its session goes on is asked later. */
export async function holdsToken(services: Services, request: IncomingMessage): Promise<boolean> {
  return (await sessionOf(services, request)) !== null
}

/** Why a body was not read, as its sender can use it: with a token that is too old he signs in again, and may send as much. */
export function unreadFor(request: IncomingMessage, error: unknown): unknown {
  const { status } = error as { status?: unknown }
  return status === 413 && tokenOf(request) !== undefined ? unauthenticated() : error
}

/** What was read of the token of a request: it is asked for before the body is read, and after. */
const sessions = new WeakMap<IncomingMessage, Promise<string | null>>()

/** The session that the token of a request stands for; null without a token that is good. */
function sessionOf({ config, clock }: Services, request: IncomingMessage): Promise<string | null> {
  const known = sessions.get(request)
  if (known !== undefined) return known
  const token = tokenOf(request)
  const read = token === undefined ? Promise.resolve(null) : readToken(config.tokenSecret, token, clock.now())
  sessions.set(request, read)
  return read
}

function tokenOf({ headers }: IncomingMessage): string | undefined {
  return /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1]
}

/**
 * Whether a request comes from this machine, and asks for it by its name: a page from outside could give a name of its
 * own the address of this machine. What a proxy on this machine brings is not from here.
 */
export function isLocal({ socket, headers }: IncomingMessage): boolean {
  const name = (headers.host ?? '').replace(/:\d+$/, '')
  return (
    /^(::1$|127\.|::ffff:127\.)/.test(socket.remoteAddress ?? '') &&
    /^(localhost|127\.0\.0\.1|\[::1\])$/.test(name) &&
    headers.forwarded === undefined &&
    headers['x-forwarded-for'] === undefined
  )
}

/**
 * Who asks with this session, and all he may do now; null when it has ended. The one place where a viewer comes
 * from, at the start of a request and after a change of what he may.
 */
export function viewerNow(
  { desks, now }: Pick<Context, 'desks' | 'now'>,
  sessionId: string,
): Promise<Viewer | null> {
  return desks.viewer(sessionId, now)
}

/** The same for many at once. Whoever is the issuer of a project, or may act for him, is issuer in it, also without the role. */
export async function viewersNow(
  em: EntityManager,
  asked: readonly { sessionId: string; now: Date }[],
): Promise<(Viewer | null)[]> {
  const viewers = await viewersOf(em, asked)
  const parties = viewers.flatMap(viewer =>
    viewer === null ? [] : [viewer.partyId, ...viewer.principals.keys()],
  )
  const own = Map.groupBy(await projectsIssuedBy(em, [...new Set(parties)]), project => project.issuerId)
  return viewers.map(viewer => {
    if (viewer === null) return null
    const issued = [viewer.partyId, ...viewer.principals.keys()].flatMap(party => own.get(party) ?? [])
    const { issuer, partner } = viewer.projects
    return { ...viewer, projects: { issuer: new Set([...issuer, ...issued.map(({ id }) => id)]), partner } }
  })
}
