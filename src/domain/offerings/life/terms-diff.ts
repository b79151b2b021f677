import type { Currency } from '../../money/currency.ts'
import { formatAmount } from '../../money/money.ts'

/** A term that differs between two versions, as the API writes it; null: it was not there. */
export type TermChange = { term: string; before: string | null; after: string | null }

/** What names a row of terms, and is none. */
const NO_TERMS = ['offeringId', 'version', 'actId']

/** Columns that the API calls by another name; the clauses about the life of an offering stand by themselves there. */
const NAMES: Record<string, string> = {
  keyInformation: 'keyInformation.sha256',
  keyInformationSides: 'keyInformation.sides',
}

/**
 * The terms that differ between two rows of them, in the order of the alphabet: money as decimals, instants in ISO 8601. A
 * clause of several parts is compared part by part.
 */
export function diffOf(before: object, after: object, currency: Currency): TermChange[] {
  const [old, now] = [flat(before, currency), flat(after, currency)]
  const terms = [...new Set([...old.keys(), ...now.keys()])].toSorted()
  return terms
    .map(term => ({ term, before: old.get(term) ?? null, after: now.get(term) ?? null }))
    .filter(each => each.before !== each.after)
}

function flat(row: object, currency: Currency, path = ''): Map<string, string> {
  const parts = Object.entries(row).filter(([key]) => path !== '' || !NO_TERMS.includes(key))
  return new Map(
    parts.flatMap(([key, value]: [string, unknown]): [string, string][] => {
      const name = `${path}${NAMES[key] ?? key}`
      if (value === null || value === undefined) return []
      if (typeof value === 'bigint') return [[name, formatAmount(value, currency)]]
      if (value instanceof Date) return [[name, value.toISOString()]]
      if (Array.isArray(value)) return [[name, JSON.stringify(value)]]
      if (typeof value === 'object') return [...flat(value, currency, key === 'life' ? '' : `${name}.`)]
      return [[name, String(value)]]
    }),
  )
}
