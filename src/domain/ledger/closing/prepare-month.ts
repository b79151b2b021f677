import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { closableEntries } from './closable.ts'
import { parseMonth } from './months.ts'

/**
 * Finance prepares the closing of a month that is over: what it has now is what another person closes.
 * Refuses MONTH_MALFORMED, MONTH_NOT_OVER, MONTH_CLOSED, MONTH_BEFORE_OPEN.
 */
export async function prepareMonth(
  em: EntityManager,
  input: { month: string; preparerId: string },
  now: Date,
): Promise<{ preparationId: string }> {
  const month = parseMonth(input.month)
  const entries = await closableEntries(em, month, now)
  const id = newId()
  await sqlOf(em)
    .insertInto('monthPreparation')
    .values({ id, month, entries, preparerId: input.preparerId, preparedAt: now })
    .execute()
  return { preparationId: id }
}
