import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { entities, tableOf } from '../src/database/entities.ts'

const SRC = fileURLToPath(new URL('../src/', import.meta.url))

/** The rooms from the lowest to the highest; a room imports rooms of lower lines only, by file name. */
const LINES = [
  ['money', 'time'],
  ['acts'],
  ['ledger'],
  ['parties'],
  ['payments'],
  ['offerings'],
  ['shares'],
  ['dividends'],
  ['governance', 'crowd', 'fulfilment'],
  ['reports', 'checks'],
]
const lineOf = (room: string) => LINES.findIndex(line => line.includes(room))

type Source = { path: string; text: string; imports: string[] }

const sources: Source[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter(path => path.endsWith('.ts'))
  .map(path => {
    const text = readFileSync(join(SRC, path), 'utf8')
    const imports = [...text.matchAll(/(?:from|import) '([^']+)'/g)].map(([, target = '']) => {
      return target.startsWith('.') ? relative(SRC, join(SRC, dirname(path), target)) : target
    })
    return { path, text, imports }
  })

const roomOf = (path: string) => /^domain\/(\w+)\//.exec(path)?.[1]
const within = (folder: string) => sources.filter(source => source.path.startsWith(folder))

/** Every place where the rule is broken, as "file: what". */
function broken(files: readonly Source[], find: (source: Source) => string[]): string[] {
  return files.flatMap(source => find(source).map(what => `${source.path}: ${what}`))
}

const importing = (source: Source, matches: (target: string) => boolean) => source.imports.filter(matches)
const isPackage = (name: string) => (target: string) => target === name || target.startsWith(`${name}/`)

describe('who may import whom', () => {
  test('a room imports only rooms below it', () => {
    const above = broken(within('domain/'), source => {
      const room = roomOf(source.path)
      if (room === undefined) return []
      return importing(source, target => {
        const other = roomOf(target)
        return other !== undefined && other !== room && lineOf(other) >= lineOf(room)
      })
    })
    expect(above).toEqual([])
  })

  test('every folder of the domain is a room with a place', () => {
    expect(
      within('domain/').filter(({ path }) => roomOf(path) !== undefined && lineOf(roomOf(path) ?? '') < 0),
    ).toEqual([])
  })

  test('a room queries only tables of its own and of rooms below it', () => {
    const owners = tableOwners()
    const above = broken(within('domain/'), ({ path, text }) => {
      const room = roomOf(path) ?? ''
      return tablesIn(text).filter(table => {
        const owner = owners.get(table)
        return owner !== undefined && owner !== room && lineOf(owner) > lineOf(room)
      })
    })
    expect(above).toEqual([])
  })

  test('the domain knows nothing of the edges', () => {
    const edges = /^(schema|jobs|cli|act\.ts|server\.ts|explorer\.ts|main\.ts|config\.ts|clock\.ts|log\.ts)/
    expect(broken(within('domain/'), source => importing(source, target => edges.test(target)))).toEqual([])
    const database = /^database\/(?!sql|copy|keyset|columns)/
    expect(broken(within('domain/'), source => importing(source, target => database.test(target)))).toEqual(
      [],
    )
  })

  test('documents know money and types only', () => {
    const foreign = (target: string) =>
      target.startsWith('domain/')
        ? !target.startsWith('domain/money/')
        : /^(database|schema|jobs|cli|\w+\.ts)/.test(target)
    expect(broken(within('documents/'), source => importing(source, foreign))).toEqual([])
  })

  test('a viewer is made in one place: elsewhere he would lack the projects he issues', () => {
    const makers = sources.filter(({ text }) => /\bviewerOf\(/.test(text)).map(({ path }) => path)
    expect(new Set(makers)).toEqual(new Set(['domain/parties/access/viewer.ts', 'schema/request.ts']))
  })

  test('nothing imports main', () => {
    expect(broken(sources, source => importing(source, target => target === 'main.ts'))).toEqual([])
  })

  test.each<[string, RegExp]>([
    ['big.js', /^domain\/money\//],
    ['fraction.js', /^domain\/money\//],
    ['temporal-polyfill', /^domain\/time\//],
    ['pdfkit', /^documents\//],
    ['fontkit', /^documents\//],
    ['node-cron', /^jobs\//],
    ['pg-boss', /^(jobs\/|schema\/context\.ts)/],
    ['graphql', /^(schema\/|cli\/schema\.ts)/],
    ['@pothos', /^schema\//],
    ['@apollo/server', /^(server\.ts|schema\/errors\.ts)/],
    ['express', /^(server|explorer)\.ts/],
    ['pg', /^(database\/|schema\/rate-limits\.ts)/],
    ['kysely', /^(database|domain|jobs)\//],
    ['@mikro-orm', /^(database|domain)\/|^(act|schema\/context|schema\/request)\.ts/],
  ])('the package %s is known in its own place only', (name, place) => {
    const elsewhere = sources.filter(source => !place.test(source.path))
    expect(broken(elsewhere, source => importing(source, isPackage(name)))).toEqual([])
  })

  test('money, time and documents do not know the database', () => {
    const pure = [...within('domain/money/'), ...within('domain/time/'), ...within('documents/')]
    expect(
      broken(pure, source => importing(source, target => /^(@mikro-orm|kysely|pg|database)/.test(target))),
    ).toEqual([])
  })
})

describe('habits', () => {
  test('below the edges the time is an argument', () => {
    const files = [...within('domain/'), ...within('documents/')]
    expect(
      broken(files, ({ text }) => text.match(/new Date\(\)|Date\.now\(|performance\.now\(/g) ?? []),
    ).toEqual([])
  })

  test('SQL stands in the domain, in the job queue and in the database folder', () => {
    const others = sources.filter(({ path }) => !/^(domain|jobs|database)\//.test(path))
    expect(broken(others, ({ text }) => text.match(/sqlOf\(|getKysely\(|(?<![\w.])sql`/g) ?? [])).toEqual([])
  })

  test('no drawers for odds and ends', () => {
    const drawers = /(^|\/)(services|repositories|utils|common|helpers|interfaces|dto|index\.ts)(\/|$)/
    expect(sources.filter(({ path }) => drawers.test(path)).map(({ path }) => path)).toEqual([])
  })

  test('a folder has at most 20 files', () => {
    const folders = Map.groupBy(within('domain/'), ({ path }) => dirname(path))
    expect([...folders].filter(([, files]) => files.length > 20).map(([folder]) => folder)).toEqual([])
  })

  test('counting goes through the query builder: the mapper would mistake a bigint', () => {
    const counting = /\.(findAndCount|loadCount|getCount|findByCursor)\(|\bem\.count\(/g
    expect(broken(sources, ({ text }) => text.match(counting) ?? [])).toEqual([])
  })

  test('types are never switched off', () => {
    expect(
      broken(
        sources,
        ({ text }) => text.match(/@ts-(ignore|expect-error|nocheck)|\bas any\b|: any\b/g) ?? [],
      ),
    ).toEqual([])
  })

  test('every refusal that is declared is given somewhere', () => {
    const all = sources.map(source => source.text).join('\n')
    const codes = [...all.matchAll(/^ {2}([A-Z][A-Z_]+): \{$/gm)].map(([, code = '']) => code)
    expect(codes.length).toBeGreaterThan(50)
    expect(codes.filter(code => !new RegExp(`\\w+\\.${code}\\(`).test(all))).toEqual([])
  })
})

/** Which room's entity file declares a table. */
function tableOwners(): Map<string, string> {
  const owners = new Map<string, string>()
  for (const { path, text } of within('domain/')) {
    for (const [, name = ''] of text.matchAll(/defineEntity\(\{\s*name: '(\w+)'/g)) {
      const table = tableOf({ meta: { className: name } })
      owners.set(name, roomOf(path) ?? '').set(table, roomOf(path) ?? '')
    }
  }
  expect([...owners.keys()]).toEqual(expect.arrayContaining(entities.map(entity => tableOf(entity))))
  return owners
}

/** The tables a text names in its queries, as the query builder or as SQL writes them. */
function tablesIn(text: string): string[] {
  const built = text.matchAll(
    /\b(?:selectFrom|insertInto|updateTable|deleteFrom|\w+Join(?:Lateral)?)\(\s*'(\w+)/g,
  )
  const written = text.matchAll(/\b(?:from|join|into|update)\s+([a-z_]+)\b/g)
  const copied = text.matchAll(/copyInto\(em, '(\w+)'/g)
  return [...built, ...written, ...copied].map(([, table = '']) => table)
}
