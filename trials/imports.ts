import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { act, transact } from '../src/act.ts'
import { copyInto } from '../src/database/copy.ts'
import { startEmbedded } from '../src/database/embedded.ts'
import { type Orm, openOrm } from '../src/database/orm.ts'
import { prepareDatabase } from '../src/database/prepare.ts'
import { sqlOf } from '../src/database/sql.ts'
import { FILE_KINDS, type FileKind } from '../src/documents/import-file/columns.ts'
import { system } from '../src/domain/acts/actor.ts'
import { CHECKS, runChecks } from '../src/domain/checks/run-checks.ts'
import { newId } from '../src/domain/ids.ts'
import { openProject } from '../src/domain/offerings/open-project.ts'
import { proposeContract } from '../src/domain/offerings/propose-contract.ts'
import { signContract } from '../src/domain/offerings/sign-contract.ts'
import { addParty } from '../src/domain/parties/people/register-party.ts'
import { approveBooks, prepareBooks } from '../src/import-books.ts'
import { installQueue } from '../src/jobs/queue.ts'

const NOW = new Date('2026-01-15T12:00:00Z')

/**
 * Imports a file of each kind with `--lines N` (100,000) as two people do, the dry run included, and says how long the
 * writing took beside a plain COPY of the same cells into one table, and how far memory grew. True when every check of
 * the books holds afterwards.
 */
export async function tryImports(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({ args: [...args], options: { lines: { type: 'string', default: '100000' } } })
  const lines = Number(values.lines)
  const folder = mkdtempSync(join(tmpdir(), 'tantieme-trial-'))
  const server = await startEmbedded({ folder, durable: false })
  const { url } = await prepareDatabase(server.url, installQueue)
  const orm = await openOrm({ url })
  try {
    const project = await openOldProject(orm, lines)
    const said: string[] = []
    for (const kind of ['investors', 'lots', 'distributions'] as const) {
      said.push(await timed(orm, { kind, cells: cellsOf(kind, lines, project), documents: folder }))
    }
    const results = await orm.em.fork().transactional(em => runChecks(em, CHECKS))
    const broken = results.filter(result => result.violations > 0)
    console.log(
      `imports: ${lines.toLocaleString('en')} lines each: ${said.join('; ')}; ${broken.length} checks broken`,
    )
    for (const each of broken) console.log(`  ${each.name}`)
    return broken.length === 0
  } finally {
    await orm.close()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

const deedOf = (verb: string) => ({ actor: system('cli'), verb, now: NOW })

/** A project all of whose revenue belongs to the holders of one class. */
async function openOldProject(orm: Orm, shares: number): Promise<string> {
  const { made } = await act(orm, deedOf('openProject'), async em => {
    const issuerId = await addParty(em, { kind: 'person', name: 'Issuer', language: 'en' })
    const classes = [{ code: 'parts', name: 'Parts', shares }]
    const told = { name: 'Old', issuerId, currency: 'EUR', timeZone: 'Europe/Paris', classes } as const
    const { projectId } = await openProject(em, told)
    const tiers = [{ name: 'All', takes: '1', split: [{ to: 'class:parts' as const, ratio: '1' }] }]
    const rules = { recordDate: 'periodEnd', unsold: 'raisesSold', collectedBy: 'clientsAccount' } as const
    const terms = { currency: 'EUR' as const, tiers, partners: [], levies: 'none' as const, ...rules }
    const { contractId } = await proposeContract(em, { projectId, terms })
    await signContract(em, { contractId, signerId: newId() }, NOW)
    return { projectId }
  })
  return made.projectId
}

function cellsOf(kind: FileKind, lines: number, project: string): string[][] {
  const days = ['2025-03-01', '2025-03-31', '2025-03-31', '2025-04-04']
  return Array.from({ length: lines }, (_, index) => {
    const named = ['old', `${kind}-${index}`]
    if (kind === 'investors')
      return [...named, 'person', `Holder ${index}`, `h${index}@x.example`, 'fr', 'FR', '', '']
    const holder = `investors-${index}`
    if (kind === 'lots') return [...named, holder, project, 'parts', '1', '10.00', 'EUR', '2025-01-01']
    return [...named, 'march', project, ...days, 'holder', holder, 'parts', '1.00', '0.00', '1.00', 'EUR']
  })
}

type Bringing = { kind: FileKind; cells: string[][]; documents: string }

/** Brings one file; says the seconds of the dry run and of the import, the floor, and the memory. */
async function timed(orm: Orm, { kind, cells, documents }: Bringing): Promise<string> {
  const columns = Object.keys(FILE_KINDS[kind])
  const floor = await secondsOf(() => copyPlainly(orm, columns, cells))
  const bytes = Buffer.from(`${[columns, ...cells].map(row => row.join()).join('\n')}\n`)
  cells.length = 0
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const services = { orm, documents }
  const file = { kind, bytes, sha256, fileName: `${kind}.csv`, preparerId: newId() }
  const before = process.memoryUsage().rss
  let most = before
  const sampling = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss)
  }, 50)
  let preparationId = ''
  const looked = await secondsOf(async () => {
    preparationId = (await prepareBooks(services, deedOf('prepareImport'), file)).made.preparationId
  })
  const approving = { preparationId, sha256, approverId: newId() }
  const wrote = await secondsOf(() => approveBooks(services, deedOf('approveImport'), approving))
  clearInterval(sampling)
  const grown = Math.round((most - before) / 2 ** 20)
  return `${kind} dry run ${looked.toFixed(1)} s, import ${wrote.toFixed(1)} s, COPY ${floor.toFixed(1)} s, RSS +${grown} MB`
}

async function copyPlainly(orm: Orm, columns: string[], cells: string[][]): Promise<void> {
  await transact(orm, 'floor', async em => {
    const table = columns.map(column => `"${column}" text`).join(', ')
    await sql.raw(`create temporary table plain (${table}) on commit drop`).execute(sqlOf(em))
    await copyInto(em, 'plain', columns, cells)
  })
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}
