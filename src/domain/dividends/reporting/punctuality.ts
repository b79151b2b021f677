import { divide } from '../../money/fraction.ts'
import { formatScaled } from '../../money/money.ts'
import type { CalendarEntry } from './calendar.ts'

/** How punctual an issuer reports: counts, and what follows from them as decimal texts, rounded half up. */
export type Punctuality = {
  /** Reports whose due day is over. */
  due: number
  /** Those of them that came in time, and whose corrections did. */
  inTime: number
  /** In time ÷ due, four decimals. */
  inTimeRatio: string
  /** Days late, one decimal; what came in time counts as 0. */
  averageDaysLate: string
}

/** The figure over all periods whose due day is over; null before the first. */
export function punctualityOf(entries: readonly CalendarEntry[], today: string): Punctuality | null {
  const due = entries.filter(entry => entry.dueOn < today)
  if (due.length === 0) return null
  const inTime = due.filter(entry => entry.daysLate === 0).length
  const late = due.reduce((total, entry) => total + entry.daysLate, 0)
  const perReport = (count: number, decimals: number) =>
    formatScaled(divide(BigInt(count) * 10n ** BigInt(decimals), BigInt(due.length), 'halfUp'), decimals)
  return { due: due.length, inTime, inTimeRatio: perReport(inTime, 4), averageDaysLate: perReport(late, 1) }
}
