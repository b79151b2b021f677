import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { getDistDirectory, renderAltair } from 'altair-static'
import express, { type Express } from 'express'
import { transact } from './act.ts'
import { samplePeople } from './domain/parties/access/sample-people.ts'
import { openSession } from './domain/parties/access/sessions.ts'
import type { Services } from './schema/context.ts'
import { isLocal } from './schema/request.ts'
import { signToken } from './schema/tokens.ts'

/**
 * The GraphQL explorer at GET /graphql, outside production only. It loads nothing from outside, opens with the
 * queries of the README, and offers one environment per role whose token is already there. Tokens are given to
 * this machine only.
 */
export function mountExplorer(app: Express, services: Services): void {
  app.use('/explorer', express.static(getDistDirectory()))
  app.get('/graphql', async (request, response, next) => {
    if (request.query.query !== undefined || !request.accepts(['json', 'html']).toString().includes('html')) {
      return next()
    }
    const page = await explorerPage(services, isLocal(request))
    response.set('Content-Security-Policy', policyFor(page)).type('html').send(page)
  })
}

async function explorerPage(services: Services, local: boolean): Promise<string> {
  const people = local ? await signedIn(services) : []
  const page = renderAltair({
    baseURL: '/explorer/',
    endpointURL: '/graphql',
    disableAccount: true,
    initialHeaders: { Authorization: 'Bearer {{token}}' },
    initialEnvironments: {
      base: { title: 'Nobody is signed in', variables: { token: '' } },
      ...(people.some(({ role }) => role === 'investor') ? { activeSubEnvironment: 'investor' } : {}),
      subEnvironments: people.map(({ role, token }) => ({ id: role, title: role, variables: { token } })),
    },
    initialWindows: readmeQueries().map(({ name, query }) => ({ initialName: name, initialQuery: query })),
    instanceStorageNamespace: `tantieme-${stateOf(services, people)}`,
  })
  return page.replace('</head>', '<style>app-banner-container { display: none }</style></head>')
}

type SignedIn = { role: string; loginId: string; token: string }

/**
 * Under which name the browser keeps tabs, values and tokens. On a test clock they are kept as long as the people are
 * the same; on real time tokens expire, so each page begins anew.
 */
function stateOf({ clock }: Services, people: readonly SignedIn[]): string {
  if (clock.move === null) return String(clock.now().getTime())
  return createHash('sha256')
    .update(people.map(each => each.loginId).join())
    .digest('hex')
    .slice(0, 16)
}

/** Ten years: on a clock that a story moves, a token must outlive the story. */
const STORY_MINUTES = 10 * 366 * 24 * 60

/** A token for one person of each role there is; on real time it is as short-lived as anybody's. */
async function signedIn({ orm, config, clock }: Services): Promise<SignedIn[]> {
  const now = clock.now()
  const minutes = clock.move === null ? undefined : STORY_MINUTES
  const people = await samplePeople(orm.em.fork())
  return Promise.all(
    people.map(async ({ role, loginId }) => {
      const { sessionId } = await transact(orm, 'openSession', em => openSession(em, loginId, now, minutes))
      return { role, loginId, token: (await signToken(config.tokenSecret, sessionId, now, minutes)).token }
    }),
  )
}

/** The GraphQL blocks of the README, each named by its operation. */
export function readmeQueries(): { name: string; query: string }[] {
  const text = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  return [...text.matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, query = '']) => {
    const name = /(?:query|mutation) (\w+)/.exec(query)?.[1] ?? 'Query'
    return { name, query: query.trim() }
  })
}

/** Nothing from outside: own files, the page's own inline scripts by their hash, workers made by the editor. */
function policyFor(page: string): string {
  const hashes = [...page.matchAll(/<script(?![^>]* src=)[^>]*>([\s\S]*?)<\/script>/g)].map(
    ([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  )
  return [
    "default-src 'self'",
    `script-src 'self' ${hashes.join(' ')}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    'worker-src blob:',
    "frame-ancestors 'none'",
  ].join('; ')
}
