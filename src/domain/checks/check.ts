/** A sentence that must always hold, and a query that returns what breaks it. */
export type Check = { name: string; query: string }

/** How SQL reads the upper half of a ratio such as "0.30" or "1/3". Decimals stay decimals: numeric is exact. */
export const numerator = (ratio: string): string => `split_part(${ratio}, '/', 1)::numeric`

/** How SQL reads the lower half of a ratio: 1 where there is none. */
export const denominator = (ratio: string): string =>
  `coalesce(nullif(split_part(${ratio}, '/', 2), ''), '1')::numeric`

/** A check that was made: nothing found is good. `found` describes at most five of what broke it. */
export type CheckResult = { name: string; violations: number; found: string[] }

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
