import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { snapshot } from '../database/snapshot.ts'
import { describeFec } from '../documents/fec/describe-fec.ts'
import { fecName, writeFec } from '../documents/fec/write-fec.ts'
import { writeBeancount } from '../documents/journals/write-beancount.ts'
import { writeLedger } from '../documents/journals/write-ledger.ts'
import { JOURNALS } from '../domain/ledger/closing/journals.ts'
import { booksOf } from '../domain/reports/books.ts'
import { fiscalYear } from '../domain/reports/journals/fiscal-year.ts'
import { journal } from '../domain/reports/journals/journal.ts'
import { parseDay } from '../domain/time/calendar.ts'
import { reportFrom } from './export-report.ts'
import { withBooks } from './with-books.ts'

type Em = Parameters<typeof booksOf>[0]
/** Writes what was asked for, inside one transaction that reads. */
type Export = (em: Em) => Promise<void>

const USAGE = `Say what:
  npm run export -- books [--project ID]                            lines of JSON by natural keys
  npm run export -- journal [--format ledger|beancount] [--until DAY]   for hledger and ledger, or for beancount
  npm run export -- report NAME [--format csv|xlsx] [--from DAY] [--to DAY] [--out FILE]   a table, as it is downloaded
  npm run export -- fec --year YEAR --siren NUMBER [--out FOLDER]   the fiscal export of a closed year`

const OPTIONS = {
  project: { type: 'string' },
  format: { type: 'string' },
  until: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  year: { type: 'string' },
  siren: { type: 'string' },
  out: { type: 'string' },
} as const

/** The options that each command reads. */
const READ = new Map([
  ['books', ['project']],
  ['journal', ['format', 'until']],
  ['report', ['format', 'from', 'to', 'out']],
  ['fec', ['year', 'siren', 'out']],
])

/**
 * `npm run export`: writes the books as lines of JSON (two exports of what is the same are the same bytes), as a journal
 * for other programs, a report as a table, or the fiscal export of a year, with its description beside it. Works beside a
 * program that runs; nothing is changed.
 */
async function exportBooks(): Promise<void> {
  const write = exportFrom(process.argv.slice(2))
  await withBooks(({ orm }) => snapshot(orm.em, write), { connections: 1 })
}

function exportFrom(args: string[]): Export {
  const { positionals, values } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  refuseUnread(positionals[0] ?? '', Object.keys(values))
  if (positionals[0] === 'report' && positionals.length <= 2) {
    const { format, from, to, out } = values
    const write = reportFrom({ name: positionals[1] ?? '', format, from, to, out }, new Date())
    return async em => console.log(await write(em))
  }
  const { project, format = 'ledger', until = '9999-12-31', year = '', siren = '', out = '.' } = values
  switch (positionals.join()) {
    case 'books': {
      const projectId = projectFrom(project)
      return async em => toScreen(await booksOf(em, projectId))
    }
    case 'journal': {
      if (format !== 'ledger' && format !== 'beancount') throw new Error(USAGE)
      const writer = format === 'ledger' ? writeLedger : writeBeancount
      const day = parseDay(until)
      return async em => toScreen(writer(await journal(em, day)))
    }
    case 'fec': {
      if (!/^\d{9}$/.test(siren) || !/^\d{4}$/.test(year)) throw new Error(USAGE)
      return em => writeFiscalYear(em, { siren, year: Number(year), folder: out })
    }
    default:
      throw new Error(USAGE)
  }
}

/** An option that says nothing to a command must not be taken for one that was heeded. */
function refuseUnread(command: string, given: readonly string[]): void {
  const read = READ.get(command)
  const unread = read && given.find(name => !read.includes(name))
  if (unread === undefined) return
  throw new Error(`The export "${command}" does not read --${unread}. ${USAGE}`)
}

function projectFrom(project: string | undefined): string | null {
  const id = project?.replace(/^Project:/, '') ?? null
  if (id === null || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return id
  throw new Error(`"${project}" is no id of a project, such as the API gives them.`)
}

const toScreen = (pieces: AsyncIterable<string | Uint8Array>) =>
  pipeline(Readable.from(pieces), process.stdout, { end: false })

type Fiscal = { siren: string; year: number; folder: string }

async function writeFiscalYear(em: Em, { siren, year, folder }: Fiscal): Promise<void> {
  const found = await fiscalYear(em, year)
  const currencies = new Set<string>()
  async function* rows() {
    for await (const row of found) {
      if (row.other !== null) currencies.add(row.other.currency)
      yield row
    }
  }
  const file = fecName(siren, year)
  const hash = createHash('sha256')
  let lines = -1
  async function* counted() {
    for await (const line of writeFec(rows())) {
      lines++
      hash.update(line)
      yield line
    }
  }
  await mkdir(folder, { recursive: true })
  await pipeline(Readable.from(counted()), createWriteStream(join(folder, file)))
  const written = { file, siren, year, lines, sha256: hash.digest('hex') }
  const facts = { ...written, currencies: [...currencies].sort(), journals: Object.entries(JOURNALS) }
  await writeFile(join(folder, file.replace('.txt', '-description.txt')), describeFec(facts))
  console.log(`${file}: ${lines} lines, SHA-256 ${facts.sha256}`)
}

try {
  await exportBooks()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
