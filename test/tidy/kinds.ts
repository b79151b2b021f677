import type { House, Source } from './source.ts'

/** What an export of a room is: told by what it takes, and by whether it or what it calls writes or locks. */
export type Kind = 'entity' | 'pure' | 'query' | 'verb'

/** Something that stands at the top of a file. */
export type Declaration = { name: string; exported: boolean; what: string; takesEm: boolean; text: string }

/** What changes rows or locks them, as the query builder, the mapper, COPY and SQL write it. */
export const WRITING =
  /\b(insertInto|updateTable|deleteFrom|mergeInto|replaceInto|copy(Into|Text|Columns|Binary)|for(NoKey)?(Update|Share))\(|\b(insert|merge) +into\b|\bupdate\s+\w+(\s+(as\s+)?\w+)?\s+set\b|\bdelete\s+from\b|\btruncate\b|\block +table\b|\bfor +(no +key +)?(update|share)\b|\bpg_advisory\w*lock|\bem\.(persist|flush|remove|insert|upsert|native|create|assign)\w*\(/

const TOP =
  /^(export )?(?:async )?(?:declare )?(function\*?|const|let|class|type|interface|enum) (?:(\w+)|\{)/gm

/** What stands at the top of a file, in order; each reaches to the next. Biome sees to it that these begin a line. */
export function declarationsOf({ text }: Source): Declaration[] {
  const starts = [...text.matchAll(TOP)]
  return starts.map((start, index) => {
    const [, exported, what = '', name = ''] = start
    const own = text.slice(start.index, starts[index + 1]?.index ?? text.length)
    const takesEm = /^[^(]*?(?:\w+|= (?:async )?)(?:<[^(]*>)?\(\s*em: EntityManager/.test(own)
    return { name, exported: exported !== undefined, what, takesEm, text: own }
  })
}

/** The kinds of all that the files of the rooms export, by "path#name". Types and plain data have none. */
export function kindsOf(house: House): Map<string, Kind> {
  const rooms = [...house.values()].filter(source => source.path.startsWith('domain/'))
  const all = rooms.flatMap(source => declarationsOf(source).map(each => ({ source, each })))
  const uses = new Map(
    all.map(({ source, each }) => [`${source.path}#${each.name}`, usedBy(source, each, house)]),
  )
  const writes = new Set(
    all
      .filter(({ each }) => matches(WRITING, each.text))
      .map(({ source, each }) => `${source.path}#${each.name}`),
  )
  for (let before = -1; before !== writes.size; ) {
    before = writes.size
    for (const [key, used] of uses) if (used.some(other => writes.has(other))) writes.add(key)
  }
  const told = all
    .filter(({ each }) => each.exported && (isCode(each) || isEntity(each)))
    .map(({ source, each }) => {
      const key = `${source.path}#${each.name}`
      return [key, kindOf(each, writes.has(key))] as const
    })
  return new Map(told)
}

export const isEntity = ({ text }: Declaration) => text.includes('= defineEntity(')

/** A function, or a constant that holds one. */
export const isCode = ({ what, text }: Declaration) =>
  what.startsWith('function') || what === 'class' || (what === 'const' && /^[^(]*= (async )?[(<]/.test(text))

function kindOf(declaration: Declaration, writes: boolean): Kind {
  if (isEntity(declaration)) return 'entity'
  if (writes) return 'verb'
  return declaration.takesEm ? 'query' : 'pure'
}

/** What a declaration names of its own file and of other files of the rooms, as "path#name". */
function usedBy(source: Source, declaration: Declaration, house: House): string[] {
  const words = new Set(declaration.text.match(/\w+/g))
  const own = declarationsOf(source).filter(other => other.name !== declaration.name && other.what !== 'type')
  const imported = [...source.text.matchAll(/^import \{([^}]*)\} from '([^']+)'/gm)].flatMap(
    ([, names = '', target = '']) => {
      const path = source.imports.find(each => house.has(each) && each.endsWith(target.replace(/^[./]+/, '')))
      return names
        .split(',')
        .map(name => name.trim())
        .filter(name => name !== '' && !name.startsWith('type '))
        .map(name => {
          const [original = '', local = original] = name.split(' as ')
          return { local, key: `${path}#${original}` }
        })
    },
  )
  return [
    ...own.filter(other => words.has(other.name)).map(other => `${source.path}#${other.name}`),
    ...imported.filter(({ local }) => words.has(local)).map(({ key }) => key),
  ]
}

function matches(pattern: RegExp, text: string): boolean {
  return new RegExp(pattern, 'i').test(text)
}
