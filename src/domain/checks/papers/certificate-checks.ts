import { paidHere } from '../../dividends/run/paid-here.ts'
import type { Check } from '../check.ts'

/**
 * The latest certificates that nothing overtook: what of a run of their year was taken back or taxed later is told by the
 * next version, which a job issues.
 */
const STANDING = `standing as (
  select paper.id, holder_id, year from yearly_certificate as paper
   where not exists (select from yearly_certificate as next where next.replaces_id = paper.id)
     and not exists (
       select from (select distribution_id, null::uuid as holder_id, reversed_at as at from run_reversal
                     union all select distribution_id, holder_id, reversed_at from line_reversal
                     union all select distribution_id, holder_id, released_at from levy_release) as moved
         join distribution as run on run.id = distribution_id and extract(year from paid_on) = paper.year
        where at > dated_at - interval '1 day' and coalesce(moved.holder_id, paper.holder_id) = paper.holder_id)
)`

/** Every entry that runs of a year made here, whenever it was booked. */
const BOOKED = `booked as (
  select extract(year from paid_on) as year, account.kind, owner_id, code, posting.amount
    from (select 'revenueDistributed' as kind, id as fact_id, id as distribution_id from distribution
           union all select 'runReversed', request_id, distribution_id from run_reversal
           union all select 'lineReversed', request_id, distribution_id from line_reversal
           union all select 'levyWithheldLate', id, distribution_id from levy_release) as fact
    join distribution as run on run.id = distribution_id
    join entry on entry.kind = fact.kind and entry.fact_id = fact.fact_id
    join posting on entry_id = entry.id
    join account on account.id = posting.account_id and account.kind in ('holder', 'levy')
   where ${paidHere('run.id')}
)`

/** The certificates of years, for the tax returns of holders. */
export const CERTIFICATE_CHECKS: readonly Check[] = [
  {
    name: 'What a certificate says was received, less what it says was withheld, is what runs of its year left on the account of its holder',
    query: `with ${STANDING}, ${BOOKED}, told as (
              select standing.id, standing.holder_id, standing.year,
                     coalesce((select sum(received) from yearly_amount where certificate_id = standing.id), 0)
                   - coalesce((select sum(amount) from yearly_levy where certificate_id = standing.id), 0) as net
                from standing
            ), credited as (
              select owner_id, year, -sum(amount) as net from booked where kind = 'holder' group by 1, 2
            )
            select told.id, told.net, credited.net as credited from told
              left join credited on owner_id = holder_id and credited.year = told.year
             where told.net <> coalesce(credited.net, 0)`,
  },
  {
    name: 'The certificates of a year on which every holder has one say of each levy what its account has for the runs of that year',
    query: `with ${STANDING}, ${BOOKED}, told as (
              select standing.year, code, sum(amount) as amount from standing
                join yearly_levy on certificate_id = standing.id group by 1, 2
            ), posted as (
              select year, code, -sum(amount) as amount from booked where kind = 'levy' group by 1, 2
            )
            select year, code, told.amount, posted.amount as posted
              from told full join posted using (year, code)
             where coalesce(told.amount, 0) <> coalesce(posted.amount, 0)
               and exists (select from year_completion as done where done.year = coalesce(told.year, posted.year))
               and (select count(*) from standing where standing.year = coalesce(told.year, posted.year))
                 = (select count(*) from yearly_certificate as paper
                     where paper.year = coalesce(told.year, posted.year) and version = 1)`,
  },
  {
    name: 'What a certificate says of a project is capital, taxable or held, and what is taxable bore CSG or a withholding tax',
    query: `select certificate_id, position, taxable, levied.base from yearly_amount
              left join (select certificate_id, position, sum(base) as base from yearly_levy
                          where code in ('CSG', 'RAS') group by 1, 2) as levied using (certificate_id, position)
             where (income is not null and received <> capital + taxable + held)
                or taxable <> coalesce(levied.base, 0)`,
  },
  {
    name: 'A corrected certificate replaces the version before it of the same holder and year, and none came before its year was over',
    query: `select paper.id, paper.version from yearly_certificate as paper
              left join yearly_certificate as before on before.id = paper.replaces_id
             where (before.holder_id, before.year, before.version)
                   is distinct from (paper.holder_id, paper.year, paper.version - 1) and paper.version > 1
                or (paper.replaces_id is null) <> (paper.version = 1)
                or (paper.dated_at at time zone 'Europe/Paris')::date < make_date(paper.year + 1, 1, 1)`,
  },
]
