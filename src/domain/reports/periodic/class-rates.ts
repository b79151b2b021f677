import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { PRECISION } from '../../money/allocate.ts'
import { divide } from '../../money/fraction.ts'

/**
 * Every run with its day in the books, as the table `run`. A run whose entry moves nothing has none: it counts on the day
 * on which it ran, which is never in a month that was closed by then.
 */
export const RUN_DAYS = sql`
  run as (
    select distribution.*, coalesce(booked_on, (distributed_at at time zone 'Europe/Paris')::date) as day
      from distribution left join entry on kind = 'revenueDistributed' and fact_id = distribution.id
  ), reversed as (
    select distribution_id, coalesce(booked_on, (reversed_at at time zone 'Europe/Paris')::date) as day
      from run_reversal left join entry on kind = 'runReversed' and fact_id = request_id
  ), line_reversed as (
    select line_reversal.*, coalesce(booked_on, (reversed_at at time zone 'Europe/Paris')::date) as day
      from line_reversal left join entry on kind = 'lineReversed' and fact_id = request_id
  ), released as (
    select levy_release.*, coalesce(booked_on, (released_at at time zone 'Europe/Paris')::date) as day
      from levy_release left join entry on kind = 'levyWithheldLate' and fact_id = levy_release.id
  )`

/** What one share of a class gave in a run, in 10^-18 of a minor unit, by "run:class". */
export type ClassRates = ReadonlyMap<string, bigint>

/**
 * The rates of the runs of a period: the pool, what belonged to nobody and the carries that fell back, less what
 * adjustments set aside, by the weight of all. Read once for all holders.
 */
export async function classRates(
  em: EntityManager,
  { from, to }: { from: string; to: string },
): Promise<ClassRates> {
  const { rows } = await sql<{ key: string; amount: bigint; weight: bigint; more: string }>`
    with ${RUN_DAYS}, pool as (
      select run.id, run.previous_id, run.number, coalesce(before.number, 0) as since, class_id, pool.amount, weight
        from run join distribution_pool as pool on pool.distribution_id = run.id
        left join distribution as before on before.id = run.previous_id
       where day between ${from}::date and ${to}::date
    )
    select id || ':' || class_id as key, amount, weight,
           (coalesce((select residue from distribution_pool as old
                       where old.distribution_id = previous_id and old.class_id = pool.class_id), 0)
          + coalesce((select sum(carry_back) from line_reversal as back
                       where back.class_id = pool.class_id and after_number >= since and after_number < number), 0)
          + coalesce((select sum(carry) from (
                       select holder_id, carry from dividend as old
                        where old.distribution_id = previous_id and old.class_id = pool.class_id
                       union all
                       select holder_id, -carry_back from line_reversal as back
                        where back.class_id = pool.class_id and after_number >= since and after_number < number) as old
                       where not exists (select from dividend as line
                                          where line.distribution_id = pool.id and line.class_id = pool.class_id
                                            and line.holder_id = old.holder_id)), 0)
          - coalesce((select sum(adjusted_line.amount) from adjusted_line
                       where adjusted_line.distribution_id = pool.id and adjusted_line.class_id = pool.class_id), 0)
           )::text as more
      from pool where weight > 0`.execute(sqlOf(em))
  return new Map(
    rows.map(({ key, amount, weight, more }) => {
      return [key, divide(amount * PRECISION + BigInt(more), weight, 'down')]
    }),
  )
}
