import type { Check } from './check.ts'

/** The papers that tell holders of a period. */
export const STATEMENT_CHECKS: readonly Check[] = [
  {
    name: 'What a statement says at its end is what the next one of the holder says at its start',
    query: `with said as (
              select paper.id, holder_id, first_day, last_day, currency, opening, closing
                from periodic_statement as paper join statement_period as period on period.id = period_id
                join periodic_balance on statement_id = paper.id
               where not exists (select from periodic_statement as later where later.replaces_id = paper.id)
            )
            select before.id, after.id as next_id, before.closing, after.opening
              from said as before join said as after
                on after.holder_id = before.holder_id and after.currency = before.currency
               and after.first_day = before.last_day + 1
             where before.closing <> after.opening`,
  },
  {
    name: 'A statement says what was on the account of its holder at the start and the end of its period',
    query: `with paper as (
              select paper.id, holder_id, first_day, last_day from periodic_statement as paper
                join statement_period as period on period.id = period_id
            ), booked as (
              select paper.id, account.currency, -coalesce(sum(amount) filter (where booked_on < first_day), 0) as opening,
                     -coalesce(sum(amount), 0) as closing
                from paper join account on owner_id = holder_id and kind = 'holder'
                join posting on account_id = account.id join entry on entry.id = entry_id and booked_on <= last_day
               group by paper.id, account.currency
            )
            select coalesce(said.statement_id, booked.id) as id, said.opening, booked.opening as booked_opening,
                   said.closing, booked.closing as booked_closing
              from periodic_balance as said
              full join booked on booked.id = statement_id and booked.currency = said.currency
             where coalesce(said.opening, 0) <> coalesce(booked.opening, 0)
                or coalesce(said.closing, 0) <> coalesce(booked.closing, 0)
                or said.statement_id is null`,
  },
  {
    name: 'A corrected statement was asked for, and replaces the version before it on the same period and holder',
    query: `select paper.id, paper.version from periodic_statement as paper
              left join periodic_statement as before on before.id = paper.replaces_id
              left join statement_correction on statement_id = before.id
             where (before.period_id, before.holder_id, before.version)
                   <> (paper.period_id, paper.holder_id, paper.version - 1)
                or (paper.replaces_id is not null and (before.id is null or statement_id is null))
                or (paper.replaces_id is null) <> (paper.version = 1)`,
  },
  {
    name: 'The books of a period were closed before its statements were issued, and every holder has his',
    query: `select period.id, name, holders from statement_period as period
              left join period_completion as done on done.period_id = period.id
             where not exists (select from month_closing where month >= date_trunc('month', last_day)
                                                           and month_closing.closed_at <= period.closed_at)
                or (done.period_id is not null
                    and holders <> (select count(*) from periodic_statement
                                     where period_id = period.id and version = 1))`,
  },
]
