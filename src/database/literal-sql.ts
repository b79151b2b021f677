import type { CompiledQuery } from 'kysely'

/** Ids, codes, dates: nothing that could end a literal, and nobody's name. */
const HARMLESS = /^[\w:.+-]*$/

/**
 * A compiled query with its parameters written into it, for statements that know no binding (COPY). Only ids, codes,
 * instants, numbers of things, truth values and lists of them: whatever else comes is refused, so that neither amounts
 * nor names ever stand in SQL texts and logs.
 */
export function literalSql({ sql, parameters }: Pick<CompiledQuery, 'sql' | 'parameters'>): string {
  return sql.replaceAll(/\$(\d+)/g, (_, number) => literal(parameters[Number(number) - 1]))
}

function literal(value: unknown): string {
  if (value === null) return 'null'
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return `(${value})`
  return Array.isArray(value) ? `'{${value.map(harmless).join(',')}}'` : `'${harmless(value)}'`
}

function harmless(value: unknown): string {
  const text = value instanceof Date ? value.toISOString() : value
  if (typeof text === 'string' && HARMLESS.test(text)) return text
  throw new Error(`A ${typeof value} cannot stand in the text of a query: it must be bound.`)
}
