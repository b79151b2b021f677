import { type House, type Rule, roomOf, type Source } from './source.ts'

/** The rooms from the lowest to the highest; a room imports rooms of lower lines only, by file name. */
const LINES = [
  ['money', 'time'],
  ['acts'],
  ['ledger'],
  ['parties'],
  ['payments', 'billing'],
  ['offerings'],
  ['shares'],
  ['dividends'],
  ['governance', 'crowd', 'fulfilment', 'payrun', 'imports'],
  ['reports', 'checks'],
]
export const lineOf = (room: string) => LINES.findIndex(line => line.includes(room))

const importing = (source: Source, matches: (target: string) => boolean) => source.imports.filter(matches)
const isIn = (source: Source, folder: string) => source.path.startsWith(folder)

/** Where each package is known: it could be replaced by changing that place. */
const PLACES: [name: string, place: RegExp, elsewhere: string][] = [
  ['big.js', /^domain\/money\//, 'documents/format.ts'],
  ['fraction.js', /^domain\/money\//, 'domain/dividends/tiers/run-tiers.ts'],
  ['temporal-polyfill', /^domain\/time\//, 'domain/shares/days.ts'],
  ['pdfkit', /^documents\//, 'jobs/issue-statements.ts'],
  ['libxml2-wasm', /^documents\/(abroad|camt|pain)\//, 'domain/payments/x.ts'],
  ['csv-parse', /^documents\/revenue-file\//, 'documents/x.ts'],
  ['qrcode', /^documents\//, 'schema/payment-order.ts'],
  ['fontkit', /^documents\//, 'jobs/issue-statements.ts'],
  ['node-cron', /^jobs\//, 'main.ts'],
  ['pg-boss', /^(jobs\/|schema\/context\.ts)/, 'main.ts'],
  ['graphql', /^(schema\/|cli\/schema\.ts)/, 'server.ts'],
  ['@pothos', /^schema\//, 'server.ts'],
  ['@apollo/server', /^(server\.ts|schema\/errors\.ts)/, 'main.ts'],
  ['express', /^(server|explorer|exports|archives|papers|webhooks)\.ts/, 'schema/request.ts'],
  ['stripe', /^processor\//, 'webhooks.ts'],
  ['nodemailer', /^mail\//, 'jobs/send-mails.ts'],
  ['postal-mime', /^mail\//, 'schema/mail-bounce.ts'],
  ['pg', /^(database\/|schema\/rate-limits\.ts)/, 'jobs/queue.ts'],
  ['kysely', /^(database|domain|jobs)\//, 'schema/project.ts'],
  ['@mikro-orm', /^(database|domain)\/|^(act|schema\/context|schema\/request)\.ts/, 'jobs/job.ts'],
]

const inItsPlace = PLACES.map(([name, place, elsewhere]): Rule => {
  return {
    name: `the package ${name} is known in its own place only`,
    breaks: source =>
      place.test(source.path)
        ? []
        : importing(source, target => target === name || target.startsWith(`${name}/`)),
    planted: [[elsewhere, `import thing from '${name}'`]],
  }
})

/** What of Node's own the rooms may use: nothing that reaches out of the process. */
const NODE_INSIDE = ['node:assert/strict', 'node:buffer', 'node:crypto', 'node:timers/promises', 'node:util']
/** Documents keep files, read the font, and make what they hold smaller. */
const NODE_FILES = [
  'node:fs',
  'node:fs/promises',
  'node:path',
  'node:stream/consumers',
  'node:url',
  'node:zlib',
]

export const IMPORT_RULES: Rule[] = [
  {
    name: 'a room imports only rooms below it, none of its own line',
    breaks: source => {
      const room = roomOf(source.path)
      if (room === undefined) return []
      return importing(source, target => {
        const other = roomOf(target)
        return other !== undefined && other !== room && lineOf(other) >= lineOf(room)
      })
    },
    planted: [
      ['domain/ledger/x.ts', "import { holdingsAt } from '../shares/register.ts'"],
      ['domain/crowd/x.ts', "import { vote } from '../governance/vote.ts'"],
      ['domain/checks/x.ts', "import type { HolderStatement } from '../reports/statement-data.ts'"],
      ['domain/offerings/terms/x.ts', "import { allotOrders } from '../../shares/allot-orders.ts'"],
    ],
  },
  {
    name: 'every folder of the domain is a room with a place',
    breaks: ({ path }) => {
      const room = roomOf(path)
      return room !== undefined && lineOf(room) < 0 ? [`"${room}" stands on no line`] : []
    },
    planted: [['domain/services/x.ts', '']],
  },
  {
    name: 'a room queries only tables of its own and of rooms below it',
    breaks: ({ path, text }, house) => {
      const room = roomOf(path)
      if (room === undefined) return []
      const owners = tableOwners(house)
      return tablesIn(text).filter(table => {
        const owner = owners.get(table)
        return owner !== undefined && owner !== room && lineOf(owner) > lineOf(room)
      })
    },
    planted: [
      ['domain/ledger/x.ts', "sqlOf(em).selectFrom('lot')"],
      ['domain/payments/x.ts', 'sql`select id from subscription_end`'],
      ['domain/ledger/x.ts', "copyColumns(em, 'dividend', parts)"],
    ],
  },
  {
    name: 'the domain knows nothing of the edges',
    breaks: source => {
      const edges = /^(schema|jobs|cli|documents)\/|^\w+\.ts$/
      const database = /^database\/(?!sql|copy|keyset|columns)/
      return isIn(source, 'domain/')
        ? importing(source, target => edges.test(target) || database.test(target))
        : []
    },
    planted: [
      ['domain/shares/x.ts', "import { transact } from '../../act.ts'"],
      ['domain/shares/x.ts', "import { config } from '../../config.ts'"],
      ['domain/dividends/run/x.ts', "import { renderStatement } from '../../../documents/statement.ts'"],
      ['domain/ledger/x.ts', "import { openOrm } from '../../database/orm.ts'"],
    ],
  },
  {
    name: 'documents know money and types only',
    breaks: source => {
      const foreign = /^domain\/(?!money\/)|^(database|schema|jobs|cli)\/|^\w+\.ts$/
      return isIn(source, 'documents/') ? importing(source, target => foreign.test(target)) : []
    },
    planted: [['documents/x.ts', "import { profileOf } from '../domain/parties/people/profiles.ts'"]],
  },
  {
    name: 'money, time and documents do not know the database',
    breaks: source =>
      /^(domain\/(money|time)|documents)\//.test(source.path)
        ? importing(source, target => /^(@mikro-orm|kysely|pg\b|database)/.test(target))
        : [],
    planted: [
      ['domain/money/x.ts', "import { sql } from 'kysely'"],
      ['documents/x.ts', "import type { EntityManager } from '@mikro-orm/postgresql'"],
    ],
  },
  {
    name: 'nothing imports main',
    breaks: source => importing(source, target => target === 'main.ts'),
    planted: [['cli/x.ts', "import { start } from '../main.ts'"]],
  },
  {
    name: 'below the edges nothing calls the network, reads files or starts processes',
    breaks: source => {
      const free = isIn(source, 'documents/') ? [...NODE_INSIDE, ...NODE_FILES] : NODE_INSIDE
      const outside = importing(source, target => {
        return target.startsWith('node:')
          ? !free.includes(target)
          : /^(undici|axios|got|ws|nodemailer)\b/.test(target)
      })
      const calls = source.text.match(/\bfetch\(|\bnew (WebSocket|XMLHttpRequest|EventSource)\b/g) ?? []
      return /^(domain|documents)\//.test(source.path) ? [...outside, ...calls] : []
    },
    planted: [
      ['domain/payments/x.ts', "await fetch('https://bank.example')"],
      ...['node:http', 'node:https', 'node:net', 'node:tls', 'node:dns', 'node:child_process', 'undici'].map(
        (name): [string, string] => ['domain/payments/x.ts', `import { request } from '${name}'`],
      ),
      ['documents/x.ts', "const { connect } = await import('node:net')"],
    ],
  },
  ...inItsPlace,
]

/** Which room's entity file declares a table, by its name here and by its name in the database. */
export function tableOwners(house: House): Map<string, string> {
  const owners = new Map<string, string>()
  for (const { path, text } of house.values()) {
    for (const [, name = ''] of text.matchAll(/defineEntity\(\{\s*name: '(\w+)'/g)) {
      const table = name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
      owners.set(name, roomOf(path) ?? '').set(table, roomOf(path) ?? '')
    }
  }
  return owners
}

/** The tables a text names in its queries, as the query builder or as SQL writes them. */
function tablesIn(text: string): string[] {
  const built = text.matchAll(
    /\b(?:selectFrom|insertInto|updateTable|deleteFrom|\w+Join(?:Lateral)?)\(\s*'(\w+)/g,
  )
  const written = text.matchAll(/\b(?:from|join|into|update)\s+([a-z_]+)\b/g)
  const copied = text.matchAll(/copy(?:Into|Columns)\(em, '(\w+)'/g)
  return [...built, ...written, ...copied].map(([, table = '']) => table)
}
