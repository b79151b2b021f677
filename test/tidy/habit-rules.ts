import { readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { found, type Rule } from './source.ts'

const MOST_FILES = 20

/** Names of families of projects and of the regimes they fall under. What differs between them is a clause. */
const FAMILIES =
  'equity|royalty|royalties|loan|lending|donation|gift|reward|ticket|presale|co-?production|crowdfunding|ecsp|psfp|ifp|cip|reg-?cf|' +
  'ECSPR_EQUITY|ECSPR_LOAN|ROYALTY_CONTRACT|DONATION|REWARD'

/** The names of the presets: those of their files. */
const presets = () =>
  readdirSync(new URL('../../demo/families/', import.meta.url)).map(file => file.replace('.json', ''))

/** What a module keeps between two calls: an answer that is the same whoever asks, or a queue of this process. */
const KEPT = new Set([
  'cli/demo/progress.ts bar',
  'database/prepared.ts names',
  'documents/fonts.ts parsed',
  'documents/page.ts colors',
  'domain/dividends/levies/levies-on.ts RATIOS',
  'domain/parties/access/passwords.ts made',
  'main.ts stops',
  'schema/simulator.ts inLine',
  'schema/simulator.ts last',
  'schema/tokens.ts latest',
])

export const HABIT_RULES: Rule[] = [
  {
    name: 'families are terms: outside offerings/terms nothing asks for a kind of project',
    breaks: ({ path, text }) => {
      if (path.startsWith('domain/offerings/terms/')) return []
      const name = `['"\`](?:${FAMILIES})['"\`]`
      const asked = `[!=]==? ${name}|${name} [!=]==?|\\bcase ${name}|\\.(?:includes|has|startsWith|endsWith)\\(${name}`
      return found(text, new RegExp(`${asked}|\\[[^\\]]*${name}[^\\]]*\\]\\.includes`))
    },
    planted: [
      ['domain/shares/orders/x.ts', "if (offering.regime === 'ECSPR_EQUITY') return []"],
      ['domain/dividends/run/x.ts', "if (project.family === 'royalty') return 0n"],
      ['domain/shares/x.ts', "switch (kind) {\n  case 'loan':\n    break\n}"],
      ['schema/x.ts', "const withTax = ['equity', 'loan'].includes(terms.family)"],
      ['documents/x.ts', "const gift = 'donation' === family"],
      ['jobs/x.ts', "if (terms.regime !== 'ecsp') return"],
    ],
  },
  {
    name: 'no file knows a preset by its name: what it says is read from its file',
    breaks: ({ text }) => found(text, new RegExp(`['"\`/](?:${presets().join('|')})(?:\\.json)?['"\`]`)),
    planted: [
      ['domain/offerings/terms/x.ts', "const READY = new Set(['equity'])"],
      ['cli/demo/x.ts', "readFamily('film-and-seat')"],
      ['schema/x.ts', 'if (`lending` === family) return'],
      ['cli/x.ts', "readFileSync('demo/families/concert.json')"],
    ],
  },
  {
    name: 'a viewer is made in one place: elsewhere he would lack the projects he issues',
    breaks: ({ path, text }) =>
      /^(domain\/parties\/access\/viewer|schema\/request)\.ts/.test(path) ? [] : found(text, /\bviewersOf\(/),
    planted: [['schema/x.ts', 'context.viewer = (await viewersOf(em, [{ sessionId, now }]))[0]']],
  },
  {
    name: 'below the edges the time is an argument, and the edges read it from the clock',
    breaks: ({ path, text }) =>
      /^(domain|documents|schema)\/|^(act|server|explorer)\.ts/.test(path)
        ? found(text, /new Date\(\)|\bDate\.now\(|\bperformance\.now\(|Temporal\.Now\b/)
        : [],
    planted: [
      ['domain/shares/x.ts', 'const now = new Date()'],
      ['documents/x.ts', 'const now = Date.now()'],
      ['domain/time/x.ts', 'const today = Temporal.Now.plainDateISO()'],
      ['schema/x.ts', 'const now = new Date()'],
    ],
  },
  {
    name: 'SQL stands in the domain, in the job queue and in the database folder',
    breaks: ({ path, text }) =>
      /^(domain|jobs|database)\//.test(path) ? [] : found(text, /sqlOf\(|getKysely\(|(?<![\w.])sql`/),
    planted: [['schema/x.ts', 'const rows = await sqlOf(em).selectFrom(table).execute()']],
  },
  {
    name: 'no drawers for odds and ends, and no folders by kind',
    breaks: ({ path }) =>
      found(
        path,
        /(^|\/)(services|repositories|utils?|common|helpers?|shared|misc|lib|interfaces|dto|entities|queries|verbs|models|types|index\.ts)(\/|$)/,
      ),
    planted: [
      ['domain/shares/index.ts', ''],
      ['utils/money.ts', ''],
      ['domain/dividends/queries/x.ts', ''],
    ],
  },
  {
    name: 'a folder of a room has at most 20 files',
    breaks: ({ path }, house) => {
      if (!path.startsWith('domain/')) return []
      const beside = [...house.keys()].filter(other => dirname(other) === dirname(path))
      // Said once: at the first file of the folder.
      return beside.length > MOST_FILES && beside[0] === path ? [`${beside.length} files`] : []
    },
    planted: [],
  },
  {
    name: 'counting goes through the query builder: the mapper would mistake a bigint',
    breaks: ({ text }) => found(text, /\.(findAndCount|loadCount|getCount|findByCursor)\(|\bem\.count\(/),
    planted: [['schema/x.ts', 'const all = await em.count(Party)']],
  },
  {
    name: 'a module keeps nothing between two calls but what is listed: all requests, and all test files, would share it',
    breaks: ({ path, text }) => {
      const empty = '(?:new (?:Map|Set|Array)(?:<.*>)?\\(\\)|\\[\\]|\\{\\})\\s'
      const kept = new RegExp(`^(?:export )?(?:(?:let|var) (\\w+)|const (\\w+)(?:: .+)? = ${empty})`, 'gm')
      const names = [...text.matchAll(kept)].map(([, changed, filled]) => changed ?? filled)
      return names.filter(name => !KEPT.has(`${path} ${name}`)).map(String)
    },
    planted: [
      ['domain/shares/x.ts', 'let latest: string | undefined\n'],
      ['domain/shares/x.ts', 'export let count = 0\n'],
      ['schema/x.ts', 'const seen = new Map<string, { at: Date }>()\n'],
      ['jobs/x.ts', 'export const waiting: string[] = []\n'],
      ['documents/x.ts', 'const pages: Record<string, number> = {}\n'],
    ],
  },
  {
    name: 'types are never switched off',
    breaks: ({ text }) => found(text, /\bas any\b|: any\b|<any>/),
    planted: [['domain/shares/x.ts', 'const row = found as any']],
  },
]
