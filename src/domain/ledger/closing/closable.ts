import type { EntityManager } from '@mikro-orm/postgresql'
import { refuse } from '../refusals.ts'
import { closedUntil, entriesIn } from './closings.ts'
import { endOfMonth, monthText } from './months.ts'

/**
 * How many entries a month has that may be closed; `month`: its first day.
 * Refuses MONTH_NOT_OVER, MONTH_CLOSED, MONTH_BEFORE_OPEN.
 */
export async function closableEntries(em: EntityManager, month: string, now: Date): Promise<number> {
  const over = endOfMonth(month)
  if (now < over) throw refuse.MONTH_NOT_OVER({ month: monthText(month), over: over.toISOString() })
  const closed = await closedUntil(em)
  if (closed !== null && month <= closed) {
    throw refuse.MONTH_CLOSED({ month: monthText(month), closedUntil: monthText(closed) })
  }
  const { entries, before, first } = await entriesIn(em, month)
  if (before > 0) {
    throw refuse.MONTH_BEFORE_OPEN({ month: monthText(month), open: first ?? '', entries: before })
  }
  return entries
}
