import { shown } from './cells.ts'
import { FORMATS, type Format } from './formats.ts'

/** What a header says: which file this is and where its columns stand, or why it is none that we know. */
export type Header =
  | { format: Format; columns: ReadonlyMap<string, number> }
  | { format: null; message: string }

/**
 * Knows a file by the names of its columns, whatever their order and capitals. A column too many is refused as one
 * too few is: it could be a deduction of which we know nothing.
 */
export function readHeader(cells: readonly string[]): Header {
  const given = cells.map(key)
  const [nearest] = FORMATS.map(format => compare(format, cells)).sort((a, b) => a.far - b.far)
  if (nearest === undefined) throw new Error('There is no format to compare a header with.')
  const { format, far } = nearest
  if (far > 0) return { format: null, message: saysUnknown(nearest, cells) }
  const twice = cells.filter((_cell, index) => given.indexOf(given[index] ?? '') < index)
  if (twice.length > 0) return { format: null, message: `more than once there is ${listed(twice)}` }
  return { format, columns: new Map(format.columns.map(column => [column, given.indexOf(key(column))])) }
}

const MOST_NAMED = 20

type Comparison = { format: Format; missing: string[]; unknown: string[]; far: number }

function compare(format: Format, cells: readonly string[]): Comparison {
  const [wanted, given] = [new Set(format.columns.map(key)), new Set(cells.map(key))]
  const missing = format.columns.filter(column => !given.has(key(column)))
  const unknown = cells.filter(cell => !wanted.has(key(cell)))
  return { format, missing, unknown, far: missing.length + unknown.length }
}

function saysUnknown({ format, missing, unknown }: Comparison, cells: readonly string[]): string {
  if (missing.length === format.columns.length) {
    const known = FORMATS.map(({ title }) => title).join('; ')
    return `this is not the header of a file we know (${known}): found ${listed(cells)}`
  }
  const lacks = missing.length === 0 ? [] : [`it lacks ${listed(missing)}`]
  const has = unknown.length === 0 ? [] : [`it has ${listed(unknown)}, which we do not know`]
  return `this header is nearest to that of ${format.title}: ${[...lacks, ...has].join('; ')}`
}

function listed(names: readonly string[]): string {
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : ''
  return `${names
    .slice(0, MOST_NAMED)
    .map(name => shown(name.trim()))
    .join(', ')}${more}`
}

/** Two names of a column are the same when they differ in capitals and spaces only. */
const key = (name: string) => name.trim().replaceAll(/\s+/g, ' ').toLowerCase()
