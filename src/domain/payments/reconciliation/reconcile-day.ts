import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { endOfDay, PLATFORM_ZONE } from '../../time/calendar.ts'
import { reconciliation } from './reconciliation.ts'

/**
 * Keeps how each bank account stood against the books when a day had passed, from what was known by then: so it says the
 * same whenever it is written. Accounts that have the day already keep it.
 */
export async function reconcileDay(em: EntityManager, day: string): Promise<{ bankAccountIds: string[] }> {
  const bankAccountIds: string[] = []
  for (const { account, report, bookBalance, counted } of await reconciliation(em, lastInstantOf(day))) {
    const written = await sqlOf(em)
      .insertInto('reconciledDay')
      .values({
        bankAccountId: account.id,
        day,
        bankReportId: report?.id ?? null,
        bankBalance: report?.closing ?? null,
        bookBalance,
        differences: counted.differences,
        explained: counted.explained,
      })
      .onConflict(conflict => conflict.doNothing())
      .returning('bankAccountId')
      .executeTakeFirst()
    if (written !== undefined) bankAccountIds.push(account.id)
  }
  return { bankAccountIds }
}

/** Acts are told to the millisecond: what happened at midnight belongs to the next day. */
function lastInstantOf(day: string): Date {
  return new Date(endOfDay(day, PLATFORM_ZONE).getTime() - 1)
}
