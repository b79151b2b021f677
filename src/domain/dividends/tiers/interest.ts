import { type Exact, exact, parseRatio, sum, ZERO } from '../../money/fraction.ts'
import type { Interest } from '../../offerings/terms/contract-terms.ts'
import { nthDate, yearParts } from '../../time/day-count.ts'

/** Interest of a tier up to a day, in exact minor units. `bearing`: the unpaid part that bears interest itself. */
export type Accrual = { accrued: Exact; bearing: Exact; asOf: string }

/**
 * Lets interest run on to a day. It is simple between the dates of the contract and compounds on them, so no power
 * with a fraction is ever taken. Payments cover interest that does not bear interest yet first.
 */
export function accrue(
  terms: Interest,
  { before, paid, capital, to }: { before: Accrual | null; paid: Exact; capital: Exact; to: string },
): Accrual {
  const rate = parseRatio(terms.rate)
  let { accrued, bearing, asOf } = before ?? { accrued: ZERO, bearing: ZERO, asOf: terms.from }
  bearing = least(bearing, accrued.sub(paid))
  for (const day of datesUpTo(terms, asOf, to)) {
    const base = capital.add(bearing)
    const parts = yearParts(asOf, day, terms.dayCount)
    const years = sum(parts.map(part => exact(BigInt(part.days)).div(exact(BigInt(part.year)))))
    accrued = accrued.add(base.mul(rate).mul(years))
    asOf = day
    if (isCompoundingDate(terms, day)) bearing = accrued.sub(paid)
  }
  return { accrued, bearing, asOf }
}

/** The compounding dates after one day and before another, and that other day. */
function* datesUpTo(terms: Interest, after: string, to: string): Generator<string> {
  if (to <= after) return
  if (terms.compounds !== 'never') {
    for (let n = 1; ; n++) {
      const day = nthDate(terms.from, terms.compounds, n)
      if (day >= to) break
      if (day > after) yield day
    }
  }
  yield to
}

function isCompoundingDate({ from, compounds }: Interest, day: string): boolean {
  if (compounds === 'never') return false
  for (let n = 1; ; n++) {
    const date = nthDate(from, compounds, n)
    if (date >= day) return date === day
  }
}

const least = (a: Exact, b: Exact) => (a.compare(b) < 0 ? a : b)
