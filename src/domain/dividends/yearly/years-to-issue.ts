import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { closedUntil } from '../../ledger/closing/closings.ts'
import { paidHere } from '../run/paid-here.ts'

const PAID_HERE = sql.raw(paidHere('run.id'))

/** The years whose books are closed, in which something was paid here, and some of whose papers may be missing: oldest first. */
export async function yearsToIssue(em: EntityManager): Promise<number[]> {
  const closed = await closedUntil(em)
  if (closed === null) return []
  const { rows } = await sql<{ year: number }>`
    select distinct extract(year from paid_on)::int as year from distribution as run
     where ${PAID_HERE} and paid_on < date_trunc('year', ${closed}::date + interval '1 month')
       and not exists (select from year_completion as done where done.year = extract(year from paid_on))
     order by year`.execute(sqlOf(em))
  return rows.map(row => row.year)
}

/**
 * Of the next parties by id those who were paid here in a year and have no paper on it, and the last party that was looked at: null
 * when there is none any more.
 */
export async function missingInYear(
  em: EntityManager,
  year: number,
  { after, limit }: { after: string; limit: number },
): Promise<{ holderIds: string[]; last: string | null }> {
  const parties = await sqlOf(em)
    .selectFrom('party')
    .select('id')
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
  const ids = parties.map(party => party.id)
  const { rows } = await sql<{ id: string }>`
    select distinct line.holder_id as id
      from dividend as line join distribution as run on run.id = line.distribution_id
     where line.holder_id = any(${ids}::uuid[]) and gross <> 0 and ${PAID_HERE}
       and paid_on >= make_date(${year}, 1, 1) and paid_on < make_date(${year} + 1, 1, 1)
       and not exists (select from yearly_certificate as paper
                        where paper.holder_id = line.holder_id and paper.year = ${year})
     order by 1`.execute(sqlOf(em))
  return { holderIds: rows.map(row => row.id), last: ids.at(-1) ?? null }
}

/** A holder and a year. */
export type HolderYearKey = { holderId: string; year: number }

/** Papers that were asked for and are missing. */
export async function requestedCertificates(em: EntityManager, limit: number): Promise<HolderYearKey[]> {
  return sqlOf(em)
    .selectFrom('certificateRequest as asked')
    .leftJoin('yearlyCertificate as paper', join =>
      join.onRef('paper.holderId', '=', 'asked.holderId').onRef('paper.year', '=', 'asked.year'),
    )
    .select(['asked.holderId', 'asked.year'])
    .where('paper.id', 'is', null)
    .orderBy('requestedAt')
    .limit(limit)
    .execute()
}

/**
 * Whose papers may say what is not so any more: something of a run of their year was taken back, or its levies were withheld,
 * after the instant the paper carries, or up to a day before it, for a transaction may have been open then. Some of them say
 * the same as before.
 */
export async function overtakenCertificates(em: EntityManager): Promise<HolderYearKey[]> {
  const { rows } = await sql<HolderYearKey>`
    with issued as (
      select year, min(dated_at) as first_at from yearly_certificate group by year
    ), moved as (
      select distribution_id, null::uuid as class_id, null::uuid as holder_id, reversed_at as at from run_reversal
       union all select distribution_id, class_id, holder_id, reversed_at from line_reversal
       union all select distribution_id, class_id, holder_id, released_at from levy_release
    ), later as materialized (
      select moved.*, issued.year
        from moved join distribution as run on run.id = distribution_id
        join issued on issued.year = extract(year from paid_on)
       where at > first_at - interval '1 day'
    )
    select distinct paper.holder_id as "holderId", paper.year
      from later
      join dividend as line on line.distribution_id = later.distribution_id
       and (later.holder_id is null or (line.class_id, line.holder_id) = (later.class_id, later.holder_id))
      join yearly_certificate as paper on paper.holder_id = line.holder_id and paper.year = later.year
     where not exists (select from yearly_certificate as next where next.replaces_id = paper.id)
       and at > paper.dated_at - interval '1 day'
     order by paper.year, paper.holder_id`.execute(sqlOf(em))
  return rows
}
