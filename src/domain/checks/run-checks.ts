import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../database/sql.ts'
import { ACCOUNT_CHECKS } from './account-checks.ts'
import { ADJUSTMENT_CHECKS } from './adjustment-checks.ts'
import { BOOK_CHECKS } from './book-checks.ts'
import type { Check } from './check.ts'
import { DISTRIBUTION_CHECKS } from './distribution-checks.ts'
import { LEVY_CHECKS } from './levy-checks.ts'
import { LINE_CHECKS } from './line-checks.ts'
import { RAISE_CHECKS } from './raise-checks.ts'
import { REGISTER_CHECKS } from './register-checks.ts'
import { REPORT_CHECKS } from './report-checks.ts'
import { REVERSAL_CHECKS } from './reversal-checks.ts'
import { SPLIT_CHECKS } from './split-checks.ts'

/** A check that was made: nothing found is good. `found` describes at most five of what broke it. */
export type CheckResult = { name: string; violations: number; found: string[] }

export const CHECKS: readonly Check[] = [
  ...BOOK_CHECKS,
  ...ACCOUNT_CHECKS,
  ...RAISE_CHECKS,
  ...REGISTER_CHECKS,
  ...REPORT_CHECKS,
  ...DISTRIBUTION_CHECKS,
  ...SPLIT_CHECKS,
  ...LINE_CHECKS,
  ...LEVY_CHECKS,
  ...ADJUSTMENT_CHECKS,
  ...REVERSAL_CHECKS,
]

/**
 * Makes every check, or these, in the transaction of the caller. They are written in SQL alone, independent of the
 * engine's own code. They read whole tables, so they are joined by hash whatever the statistics say.
 */
export async function runChecks(em: EntityManager, checks = CHECKS): Promise<CheckResult[]> {
  await sql`select set_config('enable_nestloop', 'off', true)`.execute(sqlOf(em))
  const results: CheckResult[] = []
  for (const check of checks) {
    const { rows } = await sql.raw<CheckRow>(checkSql(check)).execute(sqlOf(em))
    results.push(resultOf(check, rows))
  }
  return results
}

/** The one row of a check's query. */
export type CheckRow = { found: string[] | null; violations: number }

/** The query of a check: it says how many rows break it, and shows at most five. */
export function checkSql({ query }: Check): string {
  return `
    with broken as materialized (${query})
    select (select count(*)::int from broken) as violations,
           (select array_agg(row_to_json(sample)::text) from (select * from broken limit 5) as sample) as found`
}

/** What its row says. */
export function resultOf({ name }: Check, [row]: readonly CheckRow[]): CheckResult {
  return { name, violations: row?.violations ?? 0, found: row?.found ?? [] }
}
