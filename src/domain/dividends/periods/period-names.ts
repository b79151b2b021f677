import { shortened } from '../../refusal.ts'
import { addDays, addMonths } from '../../time/calendar.ts'
import { refuse } from '../refusals.ts'

/** The days of a period, both included, and how many months they are. */
export type NamedPeriod = { name: string; from: string; to: string; months: 1 | 3 | 12 }

/** Reads "2025", "2025-Q1" or "2025-03". Refuses STATEMENT_PERIOD_MALFORMED. */
export function parsePeriod(text: string): NamedPeriod {
  const [, year, quarter, month] = /^([1-9]\d{3})(?:-Q([1-4])|-(0[1-9]|1[0-2]))?$/.exec(text.trim()) ?? []
  if (year === undefined) throw refuse.STATEMENT_PERIOD_MALFORMED({ text: shortened(text, 20) })
  const name = text.trim()
  if (month !== undefined) return periodOf(name, `${year}-${month}-01`, 1)
  if (quarter === undefined) return periodOf(name, `${year}-01-01`, 12)
  const first = `${(Number(quarter) - 1) * 3 + 1}`.padStart(2, '0')
  return periodOf(name, `${year}-${first}-01`, 3)
}

/** The days of this period and of those of the same length before it, so many in all, oldest first. */
export function upTo({ from, months }: NamedPeriod, count: number): { from: string; to: string }[] {
  return Array.from({ length: count }, (_, index) => {
    const first = addMonths(from, (index - count + 1) * months)
    return { from: first, to: addDays(addMonths(first, months), -1) }
  })
}

function periodOf(name: string, from: string, months: 1 | 3 | 12): NamedPeriod {
  return { name, from, to: addDays(addMonths(from, months), -1), months }
}
