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

/** What was taken back of runs: when, each reversal a row. */
const TAKEN_BACK = `select distribution_id, reversed_at from run_reversal
                    union all select distribution_id, reversed_at from line_reversal`

/** The papers about runs, for their issuers. */
export const ATTESTATION_CHECKS: readonly Check[] = [
  {
    name: 'The reports on a run follow one another without a gap, and each tells of more that was taken back',
    query: `select paper.id, paper.version, paper.reversals from distribution_attestation as paper
              left join distribution_attestation as before on before.id = paper.replaces_id
             where (paper.replaces_id is null) <> (paper.version = 1)
                or (before.distribution_id, before.version) <> (paper.distribution_id, paper.version - 1)
                or before.reversals >= paper.reversals`,
  },
  {
    // What is younger than a day before the latest report may still wait for its own.
    name: 'A run has one report that stands, which tells of all that was taken back of it and of nothing else',
    query: `with written as (select max(issued_at) - interval '1 day' as until from distribution_attestation),
            back as (${TAKEN_BACK}),
            counted as (
              select distribution_id, count(*) as all_of_it, count(*) filter (where reversed_at < until) as old
                from back cross join written group by 1
            ), standing as (
              select distribution_id, count(*) as papers, max(reversals) as told from distribution_attestation as paper
               where not exists (select from distribution_attestation as later where later.replaces_id = paper.id)
               group by 1
            )
            select run.id, papers, told, all_of_it, old from distribution as run cross join written
              left join counted on counted.distribution_id = run.id
              left join standing on standing.distribution_id = run.id
             where papers > 1 or told > coalesce(all_of_it, 0) or told < coalesce(old, 0)
                or (papers is null and distributed_at < until
                    and not exists (select from imported_run where distribution_id = run.id))`,
  },
  {
    name: 'The report on a run says what was divided, and what the ledger credited and withheld for it',
    query: `with booked as (
              select fact_id, -sum(posting.amount) filter (where account.kind = 'holder') as holders,
                     -sum(posting.amount) filter (where account.kind = 'levy') as levies
                from entry join posting on entry_id = entry.id join account on account.id = account_id
               where entry.kind = 'revenueDistributed' group by 1
            )
            select paper.id, paper.amount, paper.net, holders, paper.withheld, levies
              from distribution_attestation as paper join distribution as run on run.id = paper.distribution_id
              left join booked on fact_id = run.id
             where paper.amount <> run.amount or paper.withheld <> coalesce(levies, 0)
                or paper.net <> coalesce(holders, 0)`,
  },
]
