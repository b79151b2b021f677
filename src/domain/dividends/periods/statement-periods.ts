import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { refuse } from '../refusals.ts'
import { parsePeriod } from './period-names.ts'

/** A period that was closed. Days are in the platform's zone, both included. */
export type StatementPeriodRow = {
  id: string
  name: string
  from: string
  to: string
  months: 1 | 3 | 12
  /** How many get a paper, and how many have one. */
  holders: number
  issued: number
  closerId: string
  closedAt: Date
  completedAt: Date | null
}

/** The periods that were closed, the latest first: a few in each year. */
export function statementPeriods(em: EntityManager): Promise<StatementPeriodRow[]> {
  return read(em, sql`true`)
}

/** The periods with these ids, those that exist. */
export function statementPeriodsById(
  em: EntityManager,
  ids: readonly string[],
): Promise<StatementPeriodRow[]> {
  return read(em, sql`period.id = any(${ids as string[]}::uuid[])`)
}

/** The period of this name, if it was closed. */
export async function periodNamed(em: EntityManager, name: string): Promise<StatementPeriodRow | undefined> {
  const [found] = await read(em, sql`period.name = ${name}`)
  return found
}

/** Refuses STATEMENT_PERIOD_UNKNOWN. */
export async function statementPeriodOf(em: EntityManager, id: string): Promise<StatementPeriodRow> {
  const [found] = await statementPeriodsById(em, [id])
  if (found === undefined) throw refuse.STATEMENT_PERIOD_UNKNOWN({ id })
  return found
}

/** Those some of whose first papers may be missing, oldest first. */
export async function periodsToIssue(em: EntityManager): Promise<StatementPeriodRow[]> {
  return (await read(em, sql`completed_at is null`)).toReversed()
}

type Kept = Omit<StatementPeriodRow, 'from' | 'to' | 'months'>

async function read(em: EntityManager, where: ReturnType<typeof sql>): Promise<StatementPeriodRow[]> {
  const { rows } = await sql<Kept>`
    select period.id, name, holders, closer_id as "closerId", closed_at as "closedAt", completed_at as "completedAt",
           (select count(*)::int from periodic_statement where period_id = period.id and version = 1) as issued
      from statement_period as period left join period_completion as done on done.period_id = period.id
     where ${where} order by last_day desc, first_day desc`.execute(sqlOf(em))
  return rows.map(row => ({ ...row, ...parsePeriod(row.name) }))
}
