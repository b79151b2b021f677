import { readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { SingleBar } from 'cli-progress'
import type { Orm } from '../database/orm.ts'
import { FILE_KINDS, type FileKind } from '../documents/import-file/columns.ts'
import { system } from '../domain/acts/actor.ts'
import type { WatchImport } from '../domain/imports/lines/staged-line.ts'
import { loginOf } from '../domain/parties/access/logins.ts'
import { parseAddress } from '../domain/parties/people/names.ts'
import type { Role } from '../domain/parties/roles/role-grant.ts'
import { holdsRole } from '../domain/parties/roles/roles.ts'
import { approveBooks, type Looked, lookAtBooks, prepareBooks } from '../import-books.ts'
import { withBooks } from './with-books.ts'

const USAGE = `Say what and which file:
  npm run import -- investors|lots|distributions FILE --dry-run
  npm run import -- investors|lots|distributions FILE --sha256 HASH --prepared-by MAIL --approved-by MAIL`

const OPTIONS = {
  'dry-run': { type: 'boolean' },
  sha256: { type: 'string' },
  'prepared-by': { type: 'string' },
  'approved-by': { type: 'string' },
} as const

type Asked = {
  kind: FileKind
  file: string
  by: { sha256: string; preparer: string; approver: string } | null
}

/**
 * `npm run import`: looks at a file of another platform and says what importing it would change, or imports one that
 * was looked at, for two people. What is wrong with it is written beside it, every line. Works beside a program that
 * runs; killed at any moment it has imported all of the file or nothing.
 */
async function importFile(): Promise<void> {
  const asked = askedFrom(process.argv.slice(2))
  await withBooks(async ({ orm, config }) => {
    if (asked.by === null) await look(orm, asked)
    else await bring(orm, asked, { ...asked.by, documents: join(config.dataDir, 'documents') })
  })
}

function askedFrom(args: string[]): Asked {
  const { positionals, values } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  const [kind = '', file, ...rest] = positionals
  if (!Object.hasOwn(FILE_KINDS, kind) || file === undefined || rest.length > 0) throw new Error(USAGE)
  const { sha256, 'prepared-by': preparer, 'approved-by': approver } = values
  const named = { kind: kind as FileKind, file }
  if (values['dry-run']) return { ...named, by: null }
  if (sha256 === undefined || preparer === undefined || approver === undefined) throw new Error(USAGE)
  return { ...named, by: { sha256, preparer, approver } }
}

async function look(orm: Orm, { kind, file }: Asked): Promise<void> {
  const bytes = await readFile(file)
  const deed = { actor: system('cli'), verb: 'previewImport', now: new Date() }
  const looked = await withBar(watch => lookAtBooks(orm, deed, { kind, bytes }, watch))
  for (const line of report(looked)) console.log(line)
  if (looked.list === null) return
  const list = `${file}.problems.csv`
  await writeFile(list, looked.list)
  throw new Error(`${looked.problems} problems, all of them in ${list}: nothing would be imported.`)
}

/** What a look found, line by line. */
function report({ lines, fresh, sums, sha256, first }: Looked): string[] {
  return [
    `${lines} lines, ${fresh} of them new`,
    ...sums.map(sum => {
      const { projectId, currency, shares, paidIn, gross, withheld, net } = sum
      const where = projectId === null ? 'investors' : `Project:${projectId} ${currency}`
      return `  ${where}: ${sum.lines} lines, ${shares} shares, minor units: paid in ${paidIn}, gross ${gross}, withheld ${withheld}, net ${net}`
    }),
    ...first
      .slice(0, 20)
      .map(
        ({ line, column, code, expected }) => `  line ${line} ${column ?? ''}: ${code}, expected ${expected}`,
      ),
    `SHA-256 ${sha256}`,
  ]
}

type Bringing = NonNullable<Asked['by']> & { documents: string }

async function bring(orm: Orm, { kind, file }: Asked, by: Bringing): Promise<void> {
  const [preparerId, approverId] = [
    await personWith(orm, by.preparer, 'finance'),
    await personWith(orm, by.approver, 'approver'),
  ]
  const as = (partyId: string, verb: string) => {
    return { actor: { ...system('cli'), partyId }, verb, now: new Date() }
  }
  const services = { orm, documents: by.documents }
  const { sha256 } = by
  const given = { kind, sha256, fileName: basename(file), bytes: await readFile(file), preparerId }
  const { made } = await prepareBooks(services, as(preparerId, 'prepareImport'), given)
  const approving = { preparationId: made.preparationId, sha256, approverId }
  await withBar(watch => approveBooks(services, as(approverId, 'approveImport'), approving, watch))
  console.log(`${kind} are imported.`)
}

/** The person with a mail address, when he holds the role for this. */
async function personWith(orm: Orm, address: string, role: Role): Promise<string> {
  const em = orm.em.fork()
  const login = await loginOf(em, parseAddress(address).key)
  if (login !== undefined && (await holdsRole(em, login.partyId, role))) return login.partyId
  throw new Error(`${address} is nobody here with the role ${role}.`)
}

/** A bar in the terminal; where the output is no terminal, nothing. */
async function withBar<T>(work: (watch: WatchImport) => Promise<T>): Promise<T> {
  const format = '{phase} {bar} read {read} · checked {checked} · written {written}'
  const bar = new SingleBar({ format, barCompleteChar: '█', barIncompleteChar: '░', hideCursor: true })
  const steps = { read: 1, check: 2, write: 3 }
  bar.start(3, 0, { phase: 'read', read: 0, checked: 0, written: 0 })
  try {
    return await work(progress => bar.update(steps[progress.phase], progress))
  } finally {
    bar.stop()
  }
}

try {
  await importFile()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
