import type { Derivation } from '../../dividends/explanation/derivation.ts'
import { type Exact, formatExact, parseExact } from '../../money/fraction.ts'

/** A derivation as it can be written to a file: whole numbers as digits, exact ratios as "1/3". */
export function derivationText(derivation: Derivation): unknown {
  return textOf(derivation)
}

function textOf(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  if (Array.isArray(value)) return value.map(textOf)
  if (typeof value !== 'object' || value === null) return value
  if (isExact(value)) return formatExact(value)
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, textOf(each)]))
}

const isExact = (value: object): value is Exact => 's' in value && 'n' in value && 'd' in value

/** Which fields hold what; every other one is words. */
const WHOLE = new Set(
  `gross deductions net amount shared share adjusted before most settled after paidIn received capital base`.split(
    ' ',
  ),
)
const EXACT = new Set(['prior', 'asked', 'taken', 'owed', 'target', 'toClass', 'due', 'weight', 'weights'])

/** Reads what `derivationText` wrote. Throws where a number cannot be read. */
export function readDerivation(text: unknown): Derivation {
  return read(text, '') as Derivation
}

function read(value: unknown, key: string): unknown {
  if (Array.isArray(value)) {
    // The ratio of a tier is exact; that of a levy is as the law writes it.
    const tiers = key === 'tiers'
    return value.map(each => (tiers ? { ...objectOf(each), ratio: parseExact(each.ratio) } : read(each, key)))
  }
  if (typeof value === 'object' && value !== null) return objectOf(value)
  if (typeof value !== 'string') return value
  if (WHOLE.has(key)) return BigInt(value)
  return EXACT.has(key) ? parseExact(value) : value
}

function objectOf(value: object): object {
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, read(each, key)]))
}
