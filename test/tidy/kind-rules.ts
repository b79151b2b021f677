import { basename } from 'node:path'
import { declarationsOf, isCode, isEntity, type Kind, kindsOf } from './kinds.ts'
import { found, type House, type Rule, roomOf, type Source } from './source.ts'

/** What a file that writes is called by. A new verb is a new word here: the house uses few. */
const VERBS = new Set(
  `acknowledge adjust admit allot amend append approve assign begin book cancel change claim close
   complete confirm convert credit declare distribute drop end exercise expire explain extend file finish
   forget freeze give grant import invite invoice issue join keep lapse leave lock make mark merge
   move open pay pledge post prepare promote propose publish recalculate receive reconcile reconfirm
   record redeem refund refuse register reinvest reissue reject release renew report request reserve
   reset return reverse revise revoke save schedule send set settle sign split submit subscribe
   suspend take transfer unlock update use vote wait withdraw write`.split(/\s+/),
)

/** Files of several verbs about one thing, called by that thing. */
const CALLED_BY_THEIR_THING = [
  'domain/ledger/accounts-for.ts', // answers ids like a query, and opens the accounts that are missing
  'domain/parties/access/sessions.ts',
  'domain/parties/access/first-administrator.ts',
]

/** A column that entities share, and no table: it stands above `database/columns.ts`, for it refers to the acts. */
const COLUMN = 'domain/acts/written-by.ts'

const isRefusals = (path: string) => path.endsWith('/refusals.ts')
const inRoom = (source: Source) => roomOf(source.path) !== undefined

let known: { house: House; kinds: Map<string, Kind> } | undefined

/** The kinds of what a file exports, by name. */
function kindsIn(source: Source, house: House): Map<string, Kind> {
  if (known?.house !== house) known = { house, kinds: kindsOf(house) }
  const own = [...known.kinds].filter(([key]) => key.startsWith(`${source.path}#`))
  return new Map(own.map(([key, kind]) => [key.slice(source.path.length + 1), kind]))
}

const kindOf = (source: Source, house: House) => [...kindsIn(source, house).values()][0]

const EM = "import type { EntityManager } from '@mikro-orm/postgresql'\n"
const READS = "export const rows = (em: EntityManager) => sqlOf(em).selectFrom('project').execute()\n"
const WRITES =
  "export async function add(em: EntityManager) {\n  await sqlOf(em).insertInto('project').execute()\n}\n"

export const KIND_RULES: Rule[] = [
  {
    name: 'a file is entity, pure, query or verb, and only one of them',
    breaks: (source, house) => {
      const kinds = Map.groupBy(kindsIn(source, house), ([, kind]) => kind)
      if (kinds.size < 2) return []
      return [...kinds].map(([kind, names]) => `${kind}: ${names.map(([name]) => name).join(', ')}`)
    },
    planted: [
      ['domain/offerings/projects-x.ts', `${EM}${READS}${WRITES}`],
      ['domain/offerings/projects-x.ts', `${EM}${READS}export const half = (whole: number) => whole / 2\n`],
      [
        'domain/offerings/open-x.ts',
        `${EM}${WRITES}export function half(whole: number) {\n  return whole / 2\n}\n`,
      ],
      [
        'domain/shares/lot-x.ts',
        "export const Lot = defineEntity({ name: 'lotX' })\nexport const half = (n: number) => n / 2\n",
      ],
    ],
  },
  {
    name: 'a file that writes or locks is called by its verb',
    breaks: (source, house) => {
      if (kindOf(source, house) !== 'verb' || CALLED_BY_THEIR_THING.includes(source.path)) return []
      const [word = ''] = basename(source.path, '.ts').split('-')
      return VERBS.has(word) ? [] : [`it writes, and "${word}" is no verb: a query only reads`]
    },
    planted: [
      ['domain/offerings/summaries.ts', EM + WRITES],
      [
        'domain/offerings/summaries.ts',
        `${EM}export const all = (em: EntityManager) => sqlOf(em).updateTable('project')\n`,
      ],
      [
        'domain/offerings/summaries.ts',
        `${EM}export const all = (em: EntityManager) => sqlOf(em).deleteFrom('project')\n`,
      ],
      [
        'domain/offerings/summaries.ts',
        `${EM}export const all = (em: EntityManager) => copyInto(em, 'project', [], [])\n`,
      ],
      [
        'domain/offerings/summaries.ts',
        `${EM}export const all = (em: EntityManager) => copyColumns(em, 'project', [])\n`,
      ],
      [
        'domain/offerings/summaries.ts',
        `${EM}export const all = (em: EntityManager) => row(em).forUpdate().execute()\n`,
      ],
      ...[
        'insert into x values (1)',
        'update x set y = 1',
        'delete from x',
        'select 1 from x for update',
      ].map((text): [string, string] => [
        'domain/offerings/summaries.ts',
        `${EM}export const all = (em: EntityManager) => sql\`${text}\`.execute(sqlOf(em))\n`,
      ]),
      [
        'domain/shares/totals.ts',
        `${EM}import { lockOffering } from '../offerings/lock-offering.ts'\nexport async function totals(em: EntityManager) {\n  await lockOffering(em, '')\n}\n`,
      ],
    ],
  },
  {
    name: 'an entity file defines tables and types, nothing else',
    breaks: source => {
      const all = declarationsOf(source)
      if (!inRoom(source) || !all.some(isEntity)) return []
      const others = all.filter(each => !isEntity(each) && !['type', 'interface'].includes(each.what))
      return [...others.map(each => each.name), ...found(source.text, /\bEntityManager\b|\bsqlOf\(|\bsql`/)]
    },
    planted: [
      [
        'domain/shares/lot-x.ts',
        "export const Lot = defineEntity({ name: 'lotX' })\nfunction half(n: number) {\n  return n / 2\n}\n",
      ],
      [
        'domain/shares/lot-x.ts',
        "export const Lot = defineEntity({ name: 'lotX' })\nexport const MOST = 5\n",
      ],
      ['domain/shares/lot-x.ts', "export const Lot = defineEntity({ name: 'lotX' })\nclass Held {}\n"],
    ],
  },
  {
    name: 'a pure file does not know the entity manager or the database',
    breaks: (source, house) => {
      const kind = kindOf(source, house)
      if (!inRoom(source) || source.path === COLUMN || (kind !== undefined && kind !== 'pure')) return []
      const packages = source.imports.filter(target => /^(@mikro-orm|kysely|pg\b|database\/)/.test(target))
      return [...packages, ...found(source.text, /\bEntityManager\b|\bsqlOf\(|\bem\b/)]
    },
    planted: [
      ['domain/shares/halves.ts', `${EM}export const half = (n: number, em: EntityManager) => em.find(n)\n`],
      [
        'domain/shares/halves.ts',
        "import { sql } from 'kysely'\nexport const half = (n: number) => sql`select 2 / 2`\n",
      ],
      ['domain/shares/halves.ts', "import { sqlOf } from '../../database/sql.ts'\nexport const HALF = 2\n"],
    ],
  },
  {
    name: 'what takes the entity manager takes it first',
    breaks: source =>
      inRoom(source)
        ? declarationsOf(source)
            .filter(each => isCode(each) && each.exported && !each.takesEm)
            .filter(each => /\(([^()]|\([^()]*\))*\bEntityManager\b/.test(each.text.split('\n\n')[0] ?? ''))
            .map(each => each.name)
        : [],
    planted: [
      [
        'domain/shares/half.ts',
        `${EM}export async function half(n: number, em: EntityManager) {\n  return n\n}\n`,
      ],
      ['domain/shares/half.ts', `${EM}export const half = ({ em }: { em: EntityManager }) => em\n`],
    ],
  },
  {
    name: 'a verb never opens, ends or repeats a transaction, and never forks',
    breaks: source =>
      source.path.startsWith('domain/')
        ? found(
            source.text,
            /\b(transactional|startTransaction|begin|commit|rollback|savepoint|fork|setIsolationLevel)\(|\btransaction\(\)|\b(transact|act)\(|\bisolationLevel\b|sql`\s*(begin|commit|rollback|savepoint|start transaction)\b|\b(40001|40P01|55P03)\b/,
          )
        : [],
    planted: [
      ['domain/shares/orders/subscribe.ts', 'await em.transactional(async inner => inner)'],
      ['domain/shares/orders/subscribe.ts', 'await em.begin()'],
      ['domain/shares/orders/subscribe.ts', 'await em.commit()'],
      ['domain/shares/orders/subscribe.ts', 'await em.rollback()'],
      ['domain/shares/orders/subscribe.ts', 'const own = em.fork()'],
      ['domain/shares/orders/subscribe.ts', 'await sqlOf(em).transaction().execute(work)'],
      ['domain/shares/orders/subscribe.ts', 'await sql`commit`.execute(sqlOf(em))'],
      ['domain/shares/orders/subscribe.ts', "if (error.code === '40001') return subscribe(em, order, now)"],
    ],
  },
  {
    name: 'refusals are declared in the refusals.ts of a room or of a noun in it, and thrown through it',
    breaks: source => {
      const { path, text } = source
      if (path === 'domain/refusal.ts') return []
      const others = declarationsOf(source)
        .filter(each => each.name !== 'refuse')
        .map(each => each.name)
      if (isRefusals(path)) return /^domain\/\w+\/(?:[\w-]+\/)?refusals\.ts$/.test(path) ? others : [path]
      const made = path === 'schema/errors.ts' ? [] : found(text, /\brefusals\(/)
      return [...made, ...found(text, /\bnew Refusal\(|\bextends Refusal\b/)]
    },
    planted: [
      ['domain/shares/x.ts', "throw new Refusal('SOLD_OUT', 'Nothing is left.')"],
      ['domain/shares/x.ts', 'class SoldOut extends Refusal {}'],
      ['domain/shares/x.ts', 'const refuse = refusals({})'],
      ['domain/dividends/run/x/refusals.ts', 'export const refuse = refusals({})'],
      ['domain/shares/refusals.ts', 'export const refuse = refusals({})\nexport function soldOut() {}\n'],
      ['jobs/x.ts', "throw new Refusal('SOLD_OUT', 'Nothing is left.')"],
    ],
  },
]
