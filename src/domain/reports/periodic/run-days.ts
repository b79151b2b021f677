import { sql } from 'kysely'

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
