import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { LineProblem } from './staged-line.ts'

/** What a file comes to in one project and currency; investors are of no project. Amounts in minor units. */
export type ImportSum = {
  projectId: string | null
  currency: string | null
  lines: number
  /** How many of them are new: the others were imported before and change nothing. */
  fresh: number
  /** Shares of lots, and what was paid in for them, over all lines. */
  shares: bigint
  paidIn: bigint
  /** Of distributions, over all lines. */
  gross: bigint
  withheld: bigint
  net: bigint
}

/** What the staged lines come to, by project and currency. */
export async function sumsOfStaged(em: EntityManager): Promise<ImportSum[]> {
  const { rows } = await sql<ImportSum>`
    select (said ->> 'project')::uuid as "projectId", said ->> 'currency' as currency,
           count(*)::int as lines, (count(*) filter (where not is_old))::int as fresh,
           coalesce(sum((said ->> 'shares')::bigint), 0)::bigint as shares,
           coalesce(sum((said ->> 'shares')::numeric * (said ->> 'price')::numeric), 0)::bigint as "paidIn",
           coalesce(sum((said ->> 'gross')::bigint), 0)::bigint as gross,
           coalesce(sum((said ->> 'withheld')::bigint), 0)::bigint as withheld,
           coalesce(sum((said ->> 'net')::bigint), 0)::bigint as net
      from staged group by 1, 2 order by 1, 2`.execute(sqlOf(em))
  return rows
}

/** What is wrong with a file, by line: all of it, or the first so many. */
export async function problemsOfStaged(
  em: EntityManager,
  most: number | null = null,
): Promise<LineProblem[]> {
  const { rows } = await sql<LineProblem>`
    select line, "column", code, value, expected from line_problem
     order by line, "column" nulls first, code, expected limit ${most}`.execute(sqlOf(em))
  return rows
}

/** How many problems there are. */
export async function countProblems(em: EntityManager): Promise<number> {
  const { rows } = await sql<{ problems: number }>`
    select count(*)::int as problems from line_problem`.execute(sqlOf(em))
  return rows[0]?.problems ?? 0
}
