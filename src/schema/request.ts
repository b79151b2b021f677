import type { IncomingMessage } from 'node:http'
import { viewerOf } from '../domain/parties/access/viewer.ts'
import type { Context, Services } from './context.ts'
import { readToken } from './tokens.ts'

/** What a request is answered with: a fresh look at the database, and who asks as of now. */
export async function contextOf(services: Services, request: IncomingMessage): Promise<Context> {
  const em = services.orm.em.fork()
  const now = services.clock.now()
  const [, token] = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '') ?? []
  const sessionId = token === undefined ? null : await readToken(services.config.tokenSecret, token, now)
  const viewer = sessionId === null ? null : await viewerOf(em, sessionId, now)
  return { ...services, em, now, viewer, address: request.socket.remoteAddress ?? '' }
}
