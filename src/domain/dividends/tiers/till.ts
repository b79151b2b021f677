import { type Exact, exact, sum, ZERO } from '../../money/fraction.ts'
import type { Tier } from '../../offerings/terms/contract-terms.ts'

/** Revenue of one report and category in minor units, signed: returns are negative. */
export type Revenue = {
  reportId: string
  periodEnd: string
  category: string | null
  gross: bigint
  net: bigint
  units: bigint
}

/** What a run has to divide: of each revenue, how much the tiers before have left. Changed in place. */
export type Till = { revenue: Revenue; left: Exact }[]

/** Opens the till of a run. */
export function openTill(revenue: readonly Revenue[]): Till {
  return revenue.map(row => ({ revenue: row, left: exact(row.net) }))
}

/** The part of a till that a tier may take from: its categories, and periods that end in its term. */
export function partFor(till: Till, { categories, from, until }: Tier): Till {
  return till.filter(({ revenue: { category, periodEnd } }) => {
    const ofCategory = categories === undefined || (category !== null && categories.includes(category))
    return (
      ofCategory && (from === undefined || periodEnd >= from) && (until === undefined || periodEnd <= until)
    )
  })
}

export const leftIn = (part: Till): Exact => sum(part.map(each => each.left))

/** Takes so much out of a part, in proportion to what is left of each revenue in it. */
export function takeFrom(part: Till, taken: Exact): void {
  if (taken.equals(ZERO)) return
  const ratio = taken.div(leftIn(part))
  for (const row of part) row.left = row.left.sub(row.left.mul(ratio))
}

/** What a ratio, or an amount for each report or unit, is of. */
export function baseOf(part: Till, of: NonNullable<Tier['of']> | 'reports' | 'units'): Exact {
  if (of === 'left') return leftIn(part)
  const revenue = part.map(each => each.revenue)
  if (of === 'reports') return exact(BigInt(new Set(revenue.map(row => row.reportId)).size))
  const column = ({ source: 'net', turnover: 'gross', units: 'units' } as const)[of]
  return exact(revenue.reduce((total, row) => total + row[column], 0n))
}
