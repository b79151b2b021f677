import { paidHere } from '../../dividends/run/paid-here.ts'
import type { Check } from '../check.ts'

/**
 * What was paid, taken back or taxed late, and when it was written: what a file said before is told anew by a later one. A
 * run may be written after the year of its payment date.
 */
const MOVED = `moved as (
  select extract(year from paid_on) as year, at from (
    select id as distribution_id, distributed_at as at from distribution
     union all select distribution_id, reversed_at from run_reversal
     union all select distribution_id, reversed_at from line_reversal
     union all select distribution_id, released_at from levy_release) as fact
    join distribution as run on run.id = distribution_id
)`

/** What each run that was carried out here and stands left on the accounts of holders and levies, whenever it was booked. */
const BOOKED = `booked as (
  select extract(year from paid_on) as year, account.kind, account.owner_id, account.currency, -posting.amount as amount
    from (select 'revenueDistributed' as kind, id as fact_id, id as distribution_id from distribution
           union all select 'lineReversed', request_id, distribution_id from line_reversal
           union all select 'levyWithheldLate', id, distribution_id from levy_release) as fact
    join distribution as run on run.id = distribution_id
     and extract(year from paid_on) in (select year from abroad_file)
    join entry on entry.kind = fact.kind and entry.fact_id = fact.fact_id
    join posting on entry_id = entry.id
    join account on account.id = posting.account_id and account.kind in ('holder', 'levy')
   where ${paidHere('run.id')} and not exists (select from run_reversal as back where back.distribution_id = run.id)
)`

/** The statements that nothing took the place of. */
const IN_FORCE = `in_force as (
  select told.*, year, issued_at from abroad_account as told join abroad_file as file on file.id = file_id
   where action <> 'void' and not exists (select from abroad_account as next where next.corrects_ref = told.doc_ref)
)`

/** What was told of residents of other states: against the ledger, and each statement against the one that it corrects. */
export const ABROAD_CHECKS: readonly Check[] = [
  {
    name: 'What a file for tax offices abroad tells and leaves out comes to what the ledger has for the runs of its year',
    query: `with ${MOVED}, ${BOOKED}, standing as (
              select id, year from abroad_file as file
               where not exists (select from moved where moved.year = file.year and at > issued_at - interval '1 day')
            ), told as (
              select id, currency, sum(received) as received, sum(withheld) as withheld
                from standing join abroad_total on file_id = id group by 1, 2
            ), posted as (
              select id, currency, sum(amount) as received,
                     coalesce(sum(amount) filter (where kind = 'levy'), 0) as withheld
                from standing join booked using (year) group by 1, 2
            )
            select id, currency, told.received, told.withheld, posted.received as booked, posted.withheld as levied
              from told full join posted using (id, currency)
             where coalesce(told.received, 0) <> coalesce(posted.received, 0)
                or coalesce(told.withheld, 0) <> coalesce(posted.withheld, 0)`,
  },
  {
    name: 'What was told last of an account abroad, less what was withheld, is what runs of its year left on it',
    query: `with ${MOVED}, ${BOOKED}, ${IN_FORCE}, waiting as (
              select holder_id as owner_id, currency, extract(year from paid_on) as year, sum(gross - capital) as held
                from dividend as line join distribution as run on run.id = distribution_id
                join project on project.id = run.project_id
               where standing is not null and levies is null
                 and not exists (select from levy_release as released
                                  where (released.distribution_id, released.class_id, released.holder_id)
                                      = (line.distribution_id, line.class_id, line.holder_id))
                 and not exists (select from run_reversal as back where back.distribution_id = run.id)
                 and not exists (select from line_reversal as back
                                  where (back.distribution_id, back.class_id, back.holder_id)
                                      = (line.distribution_id, line.class_id, line.holder_id))
                 and holder_id in (select party_id from in_force)
               group by 1, 2, 3
            ), credited as (
              select owner_id, currency, year, sum(amount) as net from booked where kind = 'holder' group by 1, 2, 3
            )
            select doc_ref, dividend + interest + royalty + other + redeemed - withheld as told, net, held
              from in_force
              left join credited on owner_id = party_id and credited.currency = in_force.currency
               and credited.year = in_force.year
              left join waiting on waiting.owner_id = party_id and waiting.currency = in_force.currency
               and waiting.year = in_force.year
             where dividend + interest + royalty + other + redeemed - withheld
                   <> coalesce(net, 0) - coalesce(held, 0)
               and not exists (select from moved where moved.year = in_force.year
                                  and at > in_force.issued_at - interval '1 day')`,
  },
  {
    name: 'The balance that was told last of an account abroad is what lay on it at the end of the year',
    query: `with ${IN_FORCE}, lay as (
              select told.doc_ref, -sum(posting.amount) as amount
                from in_force as told
                join account on account.kind = 'holder' and owner_id = party_id and account.currency = told.currency
                join posting on account_id = account.id
                join entry on entry.id = entry_id and booked_on < make_date(told.year + 1, 1, 1)
               group by 1
            )
            select doc_ref, balance, amount from in_force left join lay using (doc_ref)
             where balance <> coalesce(amount, 0)`,
  },
  {
    name: 'Files for tax offices abroad are numbered, came when the books of their year were closed, by another person than closed them, and have either new statements or corrections',
    query: `select file.id, revision, null as doc_ref from (
              select *, row_number() over (partition by year order by revision) as place from abroad_file) as file
              left join month_closing as closing on closing.month = make_date(file.year, 12, 1)
              left join month_preparation as prepared on prepared.id = preparation_id
             where revision <> place or issued_at < closed_at or issuer_id = approver_id
                or closing.month is null and not exists (select from month_closing where month > make_date(file.year, 12, 1))
             union all
            select file.id, revision, doc_ref from abroad_account as told join abroad_file as file on file.id = file_id
             where (action = 'new') <> (kind = 'new') or (action = 'new') <> (corrects_ref is null)`,
  },
  {
    name: 'A statement on an account abroad corrects the one before it of the same account and year, and no account is told twice',
    query: `select told.doc_ref from abroad_account as told join abroad_file as file on file.id = told.file_id
              left join (abroad_account as before join abroad_file as earlier on earlier.id = before.file_id)
                on before.doc_ref = told.corrects_ref
             where told.corrects_ref is not null
               and (before.doc_ref is null or before.action = 'void' or earlier.revision >= file.revision
                    or (before.party_id, before.currency, earlier.year)
                       is distinct from (told.party_id, told.currency, file.year))
             union all
            select min(told.doc_ref) from abroad_account as told join abroad_file as file on file.id = told.file_id
             group by party_id, currency, year
            having count(*) filter (where action = 'new') - count(*) filter (where action = 'void') > 1`,
  },
]
