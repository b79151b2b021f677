import type { Check } from './check.ts'

/** What was given up when projects were wound up: entry, fact, name of the account, currency, amount (positive = debit). */
export const writtenOff = (owner: string, amount: string): string => `
  select 'recoverableWrittenOff', ending_id, ${owner}, project_id, '', account.currency, ${amount}
    from write_off join project_ending as ending on ending.id = ending_id
    join account on account.id = account_id`

/** The facts that count, in the order in which they began to: a winding up when it was confirmed. */
const counted = (name: string) => `
  (select ending.*, approver_id, approved_at, coalesce(approved_at, recorded_at) as counted_at,
          coalesce(approval.act_id, ending.act_id) as counted_by
     from project_ending as ending left join ending_approval as approval on ending_id = ending.id
    where (kind <> 'windUp' or approver_id is not null)
      and not exists (select from ending_revocation as back where back.ending_id = ending.id)) as ${name}`

/** How projects end: step by step, by two people where money follows, and without revenue afterwards. */
export const ENDING_CHECKS: readonly Check[] = [
  {
    name: 'A project ends in the order of time, and nothing follows after it was wound up or its contract fulfilled',
    query: `select earlier.id, later.id as later from ${counted('earlier')}
              join ${counted('later')} on later.project_id = earlier.project_id
               and (later.counted_at, later.counted_by) > (earlier.counted_at, earlier.counted_by)
             where later.occurred_on < earlier.occurred_on or earlier.kind in ('windUp', 'maturity')
                or earlier.kind = later.kind or (earlier.kind = 'insolvency' and later.kind <> 'windUp')`,
  },
  {
    name: 'A winding up was confirmed by somebody else than who recorded it, by no issuer, and for good',
    query: `select ending_id from ending_approval
              join project_ending as ending on ending.id = ending_id
              join project on project.id = project_id
             where kind <> 'windUp' or approver_id in (recorder_id, issuer_id) or approved_at < recorded_at
                or exists (select from ending_revocation as back where back.ending_id = ending.id)`,
  },
  {
    name: 'What is reported of a project after it was wound up is named a recovery',
    query: `select report.id from ${counted('counted')}
              join revenue_report as report on report.project_id = counted.project_id
              join revenue_line as line on line.report_id = report.id
             where counted.kind = 'windUp' and report.reported_at > approved_at
               and category is distinct from 'recovery'`,
  },
  {
    name: 'Only what was to be recovered from a project that was wound up is given up',
    query: `select write_off.ending_id, account_id from write_off
              left join ending_approval on ending_approval.ending_id = write_off.ending_id
              left join project_ending as ending on ending.id = ending_approval.ending_id
              left join account on account.id = account_id and account.kind = 'recoverable'
               and scope_id = ending.project_id
             where account.id is null or amount <= 0`,
  },
]
