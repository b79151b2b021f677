import { once } from 'node:events'
import { existsSync, mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { startEmbedded } from '../database/embedded.ts'
import { parseCurrency } from '../domain/money/currency.ts'
import { type Case, readCase } from './demo/case.ts'
import { PASSWORD } from './demo/cast.ts'
import type { Person } from './demo/client.ts'
import { type Family, readFamily } from './demo/family.ts'
import { familyTitle, stepTold } from './demo/family-screen.ts'
import { type Income, playRaise, playRevenue, type Story } from './demo/play.ts'
import { assemblePeople, playStory } from './demo/play-family.ts'
import { terminalProgress } from './demo/progress.ts'
import { fetchPapers, type HolderLine, readRun, summarize, total } from './demo/read-back.ts'
import { lastScreen, oddScreen } from './demo/screen.ts'
import { type ServerProcess, startServerProcess } from './demo/server-process.ts'
import { assembleStaff, type Staff } from './demo/stage.ts'
import { openTour, STARTS } from './demo/tour.ts'
import { playYears, yearsScreen } from './demo/years.ts'

/**
 * `npm run demo`: plays a published case through the HTTP API, as its clients would, on a database of its own, and
 * shows what came of it. `--out DIR` takes the papers and summary.json; `--serve` keeps the server running, with a small
 * raise that is open for the tour of the README; `--tour` has this raise only, within seconds. `--family NAME` plays a
 * preset of demo/families instead, to its failure and to its end. `--years N` needs no
 * server: it divides odd sums over N years and shows how far any holder ever was from his exact due.
 */
async function demo(): Promise<void> {
  const { values } = parseArgs({
    options: {
      out: { type: 'string', default: 'out' },
      serve: { type: 'boolean', default: false },
      tour: { type: 'boolean', default: false },
      years: { type: 'string' },
      family: { type: 'string' },
    },
  })
  const out = resolve(values.out)
  const kase = readCase('mmc-gregoire')
  if (values.years !== undefined) {
    console.log(yearsScreen(playYears(kase, yearsFrom(values.years))).join('\n'))
    return
  }
  const family = values.family === undefined ? null : readFamily(values.family)
  const starts = family?.failure.starts ?? (values.tour ? STARTS : kase.madeUp.starts)
  const server = await startAfresh(out, starts, values)
  let interrupted = false
  const interrupt = () => {
    interrupted = true
    void server.stop()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, interrupt)
  try {
    if (family !== null) process.exitCode = await playFamily(server, values.family ?? '', family)
    else if (values.tour) await serve(server, await assembleStaff(server.url, server.adminCode))
    else {
      const { story, broken } = await play(server, kase, out)
      if (broken > 0) process.exitCode = 1
      if (values.serve) await serve(server, story.staff, story.crowd[1]?.person)
    }
  } catch (error) {
    // Whoever ended it knows why its requests failed.
    if (!interrupted) throw error
  } finally {
    // A bar left halfway would keep the process alive.
    terminalProgress.end()
    await server.stop()
  }
}

/** Plays both stories of a family and tells each step as it happens; answers the exit code: 1 when a check is broken. */
async function playFamily(server: ServerProcess, name: string, family: Family): Promise<number> {
  const tell = (lines: readonly string[]) => console.log(lines.join('\n'))
  tell(familyTitle(name, family))
  const staff = await assembleStaff(server.url, server.adminCode)
  const cast = { staff, ...(await assemblePeople(family, staff)) }
  for (const ending of ['failure', 'success'] as const) {
    tell([ending === 'failure' ? 'A raise that fails' : '\nA raise that is funded'])
    await playStory(family, family[ending], cast, played => tell(stepTold(played)))
  }
  const { checks } = await staff.finance.ask<{ checks: { violations: number }[] }>(
    '{ checks { violations } }',
  )
  const broken = checks.filter(check => check.violations > 0).length
  tell([
    '',
    `Checked    every figure was read back through the API; ${checks.length} checks of the books: ${broken} broken`,
  ])
  return broken === 0 ? 0 : 1
}

function yearsFrom(text: string): number {
  if (/^[1-9]\d?$/.test(text)) return Number(text)
  throw new Error(`"${text}" is no number of years: write 1 to 99`)
}

async function play(
  server: ServerProcess,
  kase: Case,
  out: string,
): Promise<{ story: Story; broken: number }> {
  const story = await playRaise(server.url, server.adminCode, kase, terminalProgress)
  const { finance } = story.staff
  const run = await readRun(finance, await playRevenue(story, kase.currency, salesOf(kase)))
  const summary = await summarize(finance, run, kase.currency)
  const { namedShares: named } = kase.published
  await fetchPapers(story, run.lines, join(out, 'statements'), { named, progress: terminalProgress })
  writeFileSync(join(out, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`)
  const odd = await playOdd(story, kase)
  const { checks } = await finance.ask<{ checks: { violations: number }[] }>('{ checks { violations } }')
  const broken = checks.filter(check => check.violations > 0).length
  const putIn = await raisedBy(story)
  console.log(oddScreen(odd, named).join('\n'))
  console.log(
    lastScreen({ kase, run, summary, putIn, checks: { made: checks.length, broken }, folder: out }).join(
      '\n',
    ),
  )
  return { story, broken }
}

/** The sales of the year: gross, with what the distributor kept as a deduction. */
function salesOf({ period, source, gross, margin, marginLabel, currency, madeUp }: Case): Income {
  return {
    ...period,
    source,
    gross,
    deduction: margin,
    label: marginLabel,
    received: total([gross, `-${margin}`], parseCurrency(currency)),
    at: madeUp.reportedAt,
  }
}

/** Three odd amounts, one after the other, and what the holder of the named shares got of each. */
async function playOdd(story: Story, kase: Case): Promise<{ net: string; pool: string; line: HolderLine }[]> {
  const seen: { net: string; pool: string; line: HolderLine }[] = []
  for (const { net, ...rest } of kase.madeUp.odd) {
    const income = { ...rest, source: kase.madeUp.laterSource, gross: net, received: net }
    const { pool, lines } = await readRun(
      story.staff.finance,
      await playRevenue(story, kase.currency, income),
    )
    const line = lines.find(each => each.shares === kase.published.namedShares)
    if (line === undefined) throw new Error('The named holder has no line')
    seen.push({ net, pool: pool.amount, line })
  }
  return seen
}

async function raisedBy({ staff, raise }: Story): Promise<string> {
  const { offering } = await staff.finance.ask<{ offering: { amountAllotted: { amount: string } } }>(
    'query ($id: ID!) { offering(id: $id) { amountAllotted { amount } } }',
    { id: raise.offeringId },
  )
  return offering.amountAllotted.amount
}

/** An empty database in the out folder; what an earlier run left there, running or not, is ended and removed. */
async function startAfresh(
  out: string,
  clock: string,
  { serve, tour }: { serve: boolean; tour: boolean },
): Promise<ServerProcess> {
  const data = join(out, 'data')
  const cluster = join(data, 'postgresql')
  if (existsSync(cluster)) {
    await (await startEmbedded({ folder: data })).stop()
    rmSync(realpathSync(cluster), { recursive: true, force: true })
  }
  const left = tour ? ['data'] : ['data', 'statements', 'summary.json']
  for (const old of left) rmSync(join(out, old), { recursive: true, force: true })
  mkdirSync(out, { recursive: true })
  const { PORT = '4000' } = process.env
  const environment = {
    DATA_DIR: data,
    PORT: serve || tour ? PORT : '0',
    // Papers tell the address at which --serve answers, not the one of a server that is gone when they are read.
    PUBLIC_URL: PORT === '0' ? undefined : `http://127.0.0.1:${PORT}`,
    DATABASE_URL: undefined,
    PLATFORM_NAME: 'Tantième demo',
  }
  return startServerProcess(environment, ['--clock', clock])
}

/** Opens the raise of the tour, keeps the server running, and says how to sign in as each role. */
async function serve(server: ServerProcess, staff: Staff, holder?: Person): Promise<void> {
  const people = { ...(await openTour(staff)), ...(holder && { 'holder of 20 parts': holder }) }
  console.log(
    `\nStill running: open ${server.url}/graphql and choose a role, or sign in (password "${PASSWORD}"):`,
  )
  for (const [role, { credentials }] of Object.entries(people)) {
    console.log(`  ${role.padEnd(20)} ${credentials.email}`)
  }
  console.log('Ctrl-C ends it.')
  await once(server.process, 'exit')
}

try {
  await demo()
} catch (error) {
  console.error(`The demo has ended: ${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
}
