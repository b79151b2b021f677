import type { ContractTerms } from '../../offerings/terms/contract-terms.ts'
import { dayOf } from '../../time/calendar.ts'

/** At the end of which day holding counts in a run over these reports: the latest that the contract names for one. */
export function recordDateOf(
  { recordDate }: ContractTerms,
  reports: readonly { periodEnd: string; approvedAt: Date | null }[],
  timeZone: string,
): string {
  const days = reports.map(({ periodEnd, approvedAt }) =>
    recordDate === 'periodEnd' ? periodEnd : dayOf(approvedAt as Date, timeZone),
  )
  return days.reduce((latest, day) => (day > latest ? day : latest))
}
