import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'

/** Notes that every holder has his paper on a year, so that nobody is looked for in it any more. */
export async function completeYear(
  em: EntityManager,
  { year }: { year: number },
  now: Date,
): Promise<{ year: string }> {
  await sqlOf(em)
    .insertInto('yearCompletion')
    .values({ year, completedAt: now })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  return { year: `${year}` }
}
