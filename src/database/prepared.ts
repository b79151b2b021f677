import { createHash } from 'node:crypto'
import pg from 'pg'
import { PREPARED_MARK } from './sql.ts'

/** A connection that gives statements which begin with the mark a name of their own: the database knows them again by it. */
export class PreparingClient extends pg.Client {
  // The library names a statement only when it comes as an object, and the query builder sends text and values.
  override query = ((text: unknown, values?: unknown, ...rest: unknown[]) => {
    const query = super.query as (...all: unknown[]) => unknown
    if (typeof text !== 'string' || !Array.isArray(values) || !text.startsWith(PREPARED_MARK)) {
      return query.call(this, text, values, ...rest)
    }
    return query.call(this, { name: nameOf(text), text, values }, ...rest)
  }) as pg.Client['query']
}

const names = new Map<string, string>()

/** By the text, so that a statement which differs has another name. At most 63 characters count. */
function nameOf(text: string): string {
  const known = names.get(text)
  if (known !== undefined) return known
  const name = createHash('sha256').update(text).digest('base64url')
  names.set(text, name)
  return name
}
