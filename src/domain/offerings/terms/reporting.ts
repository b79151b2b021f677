import { type Exact, parseRatio } from '../../money/fraction.ts'
import type { Reporting } from './contract-terms.ts'

/** How many months a period has. */
export const MONTHS: Record<Reporting['every'], number> = { month: 1, quarter: 3, halfYear: 6, year: 12 }

const USUAL_TOLERANCE = '0.25'
const USUAL_REMIND_DAYS = [-7, 1, 14]

/** By what part of the last report the net may differ before an approver is told, as the contract writes it. */
export function toleranceText(reporting: Reporting | undefined): string {
  return reporting?.tolerance ?? USUAL_TOLERANCE
}

/** The same as an exact ratio. */
export function toleranceOf(reporting: Reporting | undefined): Exact {
  return parseRatio(toleranceText(reporting))
}

/** On which days after the due day the issuer is reminded (below zero: before it), the earliest first. */
export function remindDaysOf({ remindDays }: Reporting): number[] {
  return (remindDays ?? USUAL_REMIND_DAYS).toSorted((a, b) => a - b)
}
