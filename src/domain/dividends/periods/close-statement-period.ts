import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { closedUntil } from '../../ledger/closing/closings.ts'
import { monthText } from '../../ledger/closing/months.ts'
import { endOfDay, PLATFORM_ZONE } from '../../time/calendar.ts'
import { refuse } from '../refusals.ts'
import { countHolders } from './period-holders.ts'
import { type NamedPeriod, parsePeriod } from './period-names.ts'
import { periodNamed } from './statement-periods.ts'

/**
 * Closes a period, so that its papers are issued: only once the books of its months are closed, for then no entry gets a
 * day in it any more, and what a paper says at its end is what the next says at its start. A period that is closed
 * already is answered again. Refuses STATEMENT_PERIOD_MALFORMED, STATEMENT_PERIOD_NOT_OVER, STATEMENT_PERIOD_OPEN.
 */
export async function closeStatementPeriod(
  em: EntityManager,
  { period: text, closerId }: { period: string; closerId: string },
  now: Date,
): Promise<{ periodId: string }> {
  const period = parsePeriod(text)
  const before = await periodNamed(em, period.name)
  if (before !== undefined) return { periodId: before.id }
  await refuseOpen(em, period, now)
  const { name, from: firstDay, to: lastDay } = period
  const holders = await countHolders(em, period)
  await sqlOf(em)
    .insertInto('statementPeriod')
    .values({ id: newId(), name, firstDay, lastDay, holders, closerId, closedAt: now })
    // Who closes it at the same moment has the same answer.
    .onConflict(conflict => conflict.doNothing())
    .execute()
  const { id } = await sqlOf(em)
    .selectFrom('statementPeriod')
    .select('id')
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
  return { periodId: id }
}

async function refuseOpen(em: EntityManager, { name, to }: NamedPeriod, now: Date): Promise<void> {
  const over = endOfDay(to, PLATFORM_ZONE)
  if (now < over) throw refuse.STATEMENT_PERIOD_NOT_OVER({ period: name, over: over.toISOString() })
  const [closed, month] = [await closedUntil(em), `${to.slice(0, 8)}01`]
  if (closed === null || closed < month) {
    const until = closed === null ? 'no month yet' : monthText(closed)
    throw refuse.STATEMENT_PERIOD_OPEN({ period: name, month: monthText(month), closedUntil: until })
  }
}
