import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { closedUntil, closings } from '../../ledger/closing/closings.ts'
import { monthText, parseMonth } from '../../ledger/closing/months.ts'
import { lockSeries } from './lock-series.ts'
import { refuse } from './refusals.ts'
import { type MonthReturn, taxReturnOf } from './tax-returns.ts'

/**
 * Keeps that what was withheld in a month was declared, line by line as the closed books have it. The figures are those
 * that two people closed; who closed them does not declare them.
 * Refuses MONTH_MALFORMED, TAX_RETURN_FILED, TAX_RETURN_OPEN, TAX_RETURN_BY_CLOSER.
 */
export async function fileTaxReturn(
  em: EntityManager,
  input: { month: string; filerId: string },
  now: Date,
): Promise<{ taxReturnId: string }> {
  const month = parseMonth(input.month)
  await lockSeries(em)
  const found = await taxReturnOf(em, month)
  await refuseUnlessClosed(em, found, input.filerId)
  const { dueOn, lines, posted } = found
  const total = lines.reduce((sum, line) => sum + line.amount, 0n)
  // The lines are read off the runs and the postings off the ledger: where they differ, neither may be declared.
  if (total !== posted)
    throw new Error(`The lines of ${input.month} come to ${total}, the levy accounts moved by ${posted}`)
  const id = newId()
  await sqlOf(em)
    .insertInto('taxReturn')
    .values({ id, month, dueOn, total, filerId: input.filerId, filedAt: now })
    .execute()
  if (lines.length > 0) {
    await sqlOf(em)
      .insertInto('taxReturnLine')
      .values(lines.map((line, position) => ({ returnId: id, position, ...line })))
      .execute()
  }
  return { taxReturnId: id }
}

async function refuseUnlessClosed(
  em: EntityManager,
  { month, closed, filing }: MonthReturn,
  filerId: string,
): Promise<void> {
  const text = monthText(month)
  if (filing !== null) throw refuse.TAX_RETURN_FILED({ month: text, filedAt: filing.filedAt.toISOString() })
  const until = await closedUntil(em)
  if (!closed) {
    throw refuse.TAX_RETURN_OPEN({
      month: text,
      closedUntil: until === null ? 'none' : `until ${monthText(until)}`,
    })
  }
  const closer = (await closings(em)).find(each => each.month === month && each.closedAt !== null)
  if (closer?.closedAt && closer.approverId === filerId) {
    throw refuse.TAX_RETURN_BY_CLOSER({ month: text, closedAt: closer.closedAt.toISOString() })
  }
}
