import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled'
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer'
import { expressMiddleware } from '@as-integrations/express5'
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express'
import helmet from 'helmet'
import { mountArchives } from './archives.ts'
import { mountExplorer } from './explorer.ts'
import { mountExports } from './exports.ts'
import { mountPapers } from './papers.ts'
import type { Context, Services } from './schema/context.ts'
import { openDesks } from './schema/desks.ts'
import { fault, formatError } from './schema/errors.ts'
import { contextOf, holdsToken, unreadFor } from './schema/request.ts'
import { schema } from './schema/schema.ts'
import { mountWebhooks } from './webhooks.ts'

/** A server that takes requests. */
export type RunningServer = {
  url: string
  /** Takes no more requests and waits for those that run. */
  stop(): Promise<void>
}

export type ServerOptions = { host: string; port: number }

/**
 * Starts the HTTP server: /graphql, /documents/:id, /exports/:id, /verify/:number, /statements/:period.zip, /papers/:partyId.zip,
 * /health; with cards /webhooks/stripe; outside production the explorer.
 */
export async function startServer(
  given: Omit<Services, 'desks'>,
  options: ServerOptions,
): Promise<RunningServer> {
  const services = { ...given, desks: openDesks(given.orm) }
  const app = express()
  const http = createServer(app)
  const apollo = openApollo(services, http)
  await apollo.start()
  app.disable('x-powered-by')
  app.use(helmet(), (_request, response, next) => {
    response.set('Cache-Control', 'no-store')
    next()
  })
  mountHealth(app, services)
  mountPapers(app, services)
  mountExports(app, services)
  mountArchives(app, services)
  mountWebhooks(app, services)
  if (!services.config.production) mountExplorer(app, services)
  app.use(
    '/graphql',
    readBody(services),
    refuseNul,
    expressMiddleware(apollo, { context: ({ req }) => contextOf(services, req) }),
  )
  app.use(notFound, refused(services))
  await listen(http, options)
  const { port } = http.address() as AddressInfo
  const host = options.host.includes(':') ? `[${options.host}]` : options.host
  return { url: `http://${host}:${port}`, stop: () => apollo.stop() }
}

function listen(http: Server, { host, port }: ServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => {
      const reason = UNUSABLE[error.code ?? '']
      const another = port === 4001 ? 4002 : 4001
      const remedy = `set PORT to another, as in PORT=${another}, or end what stands in the way`
      reject(reason === undefined ? error : new Error(`Port ${port} of ${host} ${reason}: ${remedy}.`))
    }
    http.once('error', failed).listen(port, host, resolve)
  })
}

const UNUSABLE: Record<string, string> = {
  EADDRINUSE: 'is taken',
  EACCES: 'is not for this user',
}

function openApollo({ config, log }: Services, http: Server): ApolloServer<Context> {
  return new ApolloServer<Context>({
    schema,
    introspection: !config.production,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: config.production,
    persistedQueries: false,
    // Sign-in is a header that no browser sends by itself, never a cookie: there is nothing to forge across sites.
    csrfPrevention: false,
    parseOptions: { maxTokens: 2000 },
    stopOnTerminationSignals: false,
    formatError: formatError(log),
    plugins: [
      ApolloServerPluginDrainHttpServer({ httpServer: http }),
      ApolloServerPluginLandingPageDisabled(),
      // Nothing may be kept by anybody, and its look at each field costs more than most fields.
      ApolloServerPluginCacheControlDisabled(),
      plainJsonStatus,
    ],
  })
}

const MALFORMED = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT'])

/** GraphQL over HTTP: a client that asks for plain JSON gets 200 also for a request that graphql cannot read. */
const plainJsonStatus: ApolloServerPlugin<Context> = {
  requestDidStart: async ({ request }) => ({
    willSendResponse: async ({ response }) => {
      const { body } = response
      const errors = body.kind === 'single' ? (body.singleResult.errors ?? []) : []
      const accepts = request.http?.headers.get('accept') ?? ''
      const onlyMalformed =
        errors.length > 0 && errors.every(error => MALFORMED.has(String(error.extensions?.code)))
      if (onlyMalformed && !accepts.includes('application/graphql-response+json')) response.http.status = 200
    },
  }),
}

function mountHealth(app: Express, { orm }: Services): void {
  app.get('/health', async (_request, response) => {
    const connected = await orm.isConnected()
    response.status(connected ? 200 : 503).json({ database: connected ? 'up' : 'down' })
  })
}

/** Files come inside a request: who is signed in may send larger ones than a stranger. */
function readBody(services: Services): RequestHandler {
  const reader = (limit: string) => express.json({ limit, verify: lookForEscapes })
  const [ofStranger, ofUser] = [reader('2mb'), reader('8mb')]
  return async (request, response, next) => {
    if (await holdsToken(services, request)) return ofUser(request, response, next)
    ofStranger(request, response, error => next(error && unreadFor(request, error)))
  }
}

/** The character NUL as JSON and GraphQL write it. */
const NUL = /\\u(0000|\{0+\})/

/** Requests that hold escaped characters, or text that is not in UTF-8: the others are not looked through a second time. */
const escaped = new WeakSet<IncomingMessage>()

function lookForEscapes(request: IncomingMessage, _response: unknown, body: Buffer, encoding: string): void {
  if (encoding !== 'utf-8' || body.includes('\\u')) escaped.add(request)
}

/** PostgreSQL cannot store the character NUL in a text; whoever sends one gets a clear answer. */
const refuseNul: RequestHandler = (request, response, next) => {
  if (!escaped.has(request) && !request.url.includes('?')) return next()
  if (!NUL.test(JSON.stringify([request.body, request.query]))) return next()
  const message = 'The request holds the character NUL, which no text may hold.'
  response.status(400).json({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] })
}

const notFound: RequestHandler = (_request, response) => {
  response
    .status(404)
    .json({ errors: [{ message: 'There is nothing here.', extensions: { code: 'NOT_FOUND' } }] })
}

type HttpError = {
  status?: number
  /** How many bytes would have been read. */
  limit?: number
  message: string
  extensions?: { code?: string; http?: { status?: number } }
}

/**
 * A request that was refused before GraphQL: a token that is no longer good, a body that is no JSON or too large.
 * Express would print it to the log: it may hold personal data.
 */
const refused =
  ({ log }: Services): ErrorRequestHandler =>
  (error: HttpError, request, response, _next) => {
    const { code, http } = error.extensions ?? {}
    const status = error.status ?? http?.status ?? 500
    const told =
      status >= 500
        ? fault(log, error, [request.path])
        : {
            message: code === undefined ? unreadable(status, error.limit) : error.message,
            extensions: { code: code ?? 'BAD_REQUEST' },
          }
    response.status(status).json({ errors: [told] })
  }

function unreadable(status: number, limit = 0): string {
  if (status === 413) return `The request is larger than ${limit / 2 ** 20} MB.`
  return 'The request could not be read: its body is no JSON, or its address is malformed.'
}
