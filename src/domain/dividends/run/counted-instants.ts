import type { ContractTerms } from '../../offerings/terms/contract-terms.ts'
import { addDays, endOfDay } from '../../time/calendar.ts'
import type { Period } from '../revenue/check-period.ts'
import type { HoldersQuestion } from './holders.ts'

/**
 * At which instants holding counts in a run over these periods: at the end of the record date; for share-days at the end
 * of each day of the periods; and on the days for which shares must have been held at least.
 */
export function countedInstants(
  { weights = { by: 'recordDate' } }: Pick<ContractTerms, 'weights'>,
  run: { periods: readonly Period[]; recordDate: string; timeZone: string },
): Pick<HoldersQuestion, 'instant' | 'dayEnds' | 'heldAt'> {
  const { periods, recordDate, timeZone } = run
  const ends = (days: readonly string[]) => days.map(day => endOfDay(day, timeZone))
  return {
    instant: endOfDay(recordDate, timeZone),
    dayEnds: weights.by === 'shareDays' ? ends(periods.flatMap(daysOf)) : [],
    heldAt: ends(daysBefore(recordDate, weights.minimumDays ?? 0)),
  }
}

function daysOf({ periodStart, periodEnd }: Period): string[] {
  const days: string[] = []
  for (let day = periodStart; day <= periodEnd; day = addDays(day, 1)) days.push(day)
  return days
}

/** So many days, the last of them the one given. */
function daysBefore(day: string, count: number): string[] {
  return Array.from({ length: count }, (_, back) => addDays(day, back + 1 - count))
}
