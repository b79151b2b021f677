import { NOTHING, PLATFORM } from '../ids.ts'

/*
 * The books as texts of SQL: each kind of line is a query of the project it belongs to (null: of none) and the line as
 * JSON. A line names everything by what it is called in the world, so that two databases in which the same happened
 * have the same lines, whatever ids and times of creation they gave.
 */

const instant = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** What things are called. A party is its name and, where it signs in, its address. */
const NAMES = `
  party_name (id, name) as materialized (
    select party.id, latest.name || coalesce(' <' || address || '>', '')
      from party
      left join (select distinct on (party_id) party_id, name from profile order by party_id, version desc) as latest
        on latest.party_id = party.id
      left join login on login.party_id = party.id
      left join login_address on login_id = login.id
  ), class_name (id, project_id, project, code) as (
    select share_class.id, project_id, project.name, code
      from share_class join project on project.id = project_id
  ), offering_name (id, project_id, name) as (
    select offering.id, class_name.project_id,
           concat_ws(', ', project, code, ${instant('opens_at')})
      from offering join class_name on class_name.id = class_id
      left join offering_terms as terms on terms.offering_id = offering.id and version = 1
  ), run_name (id, project_id, project, number) as (
    select distribution.id, project_id, project.name, number
      from distribution join project on project.id = project_id
  )`

/** What entries book, by its natural key. */
const FACTS = `
  fact (id, kind, project_id, key) as materialized (
    select receipt.id, kind, coalesce(offering.project_id, project.id),
           json_build_object('bank', bank_code, 'reference', bank_reference)
      from receipt
      cross join (values ('receiptRecorded'), ('receiptClaimed')) as booked (kind)
      left join receipt_claim on receipt_id = receipt.id
      left join project on project.id = target_id
      left join subscription on subscription.id = target_id
      left join offering on offering.id = offering_id
    union all
    select id, 'bankDebited', null, json_build_object('bank', bank_code, 'reference', bank_reference)
      from bank_debit
    union all
    select subscription.id, kind, project_id, json_build_object('order', reference)
      from subscription
      cross join (values ('orderWithdrawn'), ('orderLapsed'), ('orderConverted'), ('orderConvertedBack')) as booked (kind)
      join offering_name on offering_name.id = offering_id
    union all
    select closure.id, kind, project_id, json_build_object('offering', name)
      from offering_closure as closure
      cross join (values ('offeringFunded'), ('offeringFailed'), ('commissionCharged')) as booked (kind)
      join offering_name on offering_name.id = offering_id
    union all
    select id, case kind when 'service' then 'serviceInvoiced' else 'invoiceCredited' end, nullif(scope_id, '${NOTHING}'),
           json_build_object('year', year, 'invoice', sequence)
      from invoice where kind <> 'commission'
    union all
    select id, 'revenueDistributed', project_id, json_build_object('project', project, 'run', number)
      from run_name
  )`

/** Accounts by whose they are and what for: a project, an offering, or nothing in particular. */
const ACCOUNTS = `
  account_name (id, name) as materialized (
    select account.id, json_build_object(
             'kind', kind, 'owner', case owner_id when '${PLATFORM}' then 'platform' else owner.name end,
             'for', coalesce(project.name, offering_name.name), 'code', code)
      from account
      left join party_name as owner on owner.id = owner_id
      left join project on project.id = scope_id and scope_id <> '${NOTHING}'
      left join offering_name on offering_name.id = scope_id and scope_id <> '${NOTHING}'
  )`

/** The names that the lines need, as the head of a query. */
export const BOOK_NAMES = [NAMES, FACTS, ACCOUNTS].join(',')

const RUN = `'project', project, 'run', number`

/** The lines of each kind. Amounts in minor units, carries and residues in 10^-18 of them. */
export const BOOK_LINES: readonly string[] = [
  `select project_id, json_build_object(
            'what', 'lot', 'project', project, 'class', code, 'from', giver.name, 'to', taker.name,
            'shares', shares, 'paidIn', paid_in::text, 'at', ${instant('occurred_at')})
     from lot join class_name on class_name.id = class_id
     join party_name as taker on taker.id = taker_id
     left join party_name as giver on giver.id = giver_id`,
  `select report.project_id, json_build_object(
            'what', 'report', 'project', project.name, 'from', period_start, 'to', period_end,
            'revision', revision, 'line', revenue_line.line, 'source', source, 'category', category, 'units', units::text,
            'gross', gross::text, 'deduction', deduction::text, 'deductedFor', deduction_label,
            'approved', approval.report_id is not null, 'sentBack', back.reason, 'run', run_name.number)
     from revenue_report as report join revenue_line on report_id = report.id
     join project on project.id = report.project_id
     left join report_approval as approval on approval.report_id = report.id
     left join report_send_back as back on back.report_id = report.id
     left join distribution_report as taken on taken.report_id = report.id
     left join run_name on run_name.id = taken.distribution_id`,
  `select run_name.project_id, json_build_object(
            'what', 'run', ${RUN}, 'contract', version, 'signed', approval_id is not null,
            'after', (select before.number from distribution as before where before.id = run.previous_id),
            'recordDate', record_date, 'paidOn', paid_on, 'amount', amount::text, 'residue', residue::text)
     from distribution as run join run_name using (id, number)
     join contract on contract.id = contract_id`,
  `select project_id, json_build_object(
            'what', 'tier', ${RUN}, 'tier', position, 'name', name, 'prior', prior, 'taken', taken, 'owed', owed,
            'target', target, 'accrued', accrued, 'bearing', bearing, 'accruedTo', accrued_to)
     from distribution_tier join run_name on run_name.id = distribution_id`,
  `select project_id, json_build_object(
            'what', 'recipient', ${RUN}, 'recipient', recipient, 'exact', exact, 'amount', amount::text,
            'carry', carry::text, 'received', received, 'posted', posted)
     from distribution_recipient join run_name on run_name.id = distribution_id`,
  `select run_name.project_id, json_build_object(
            'what', 'pool', 'project', run_name.project, 'run', number, 'class', code, 'amount', amount::text,
            'weight', weight::text, 'holders', holders, 'residue', residue::text)
     from distribution_pool join run_name on run_name.id = distribution_id
     join class_name on class_name.id = class_id`,
  `select distinct on (distribution_id, code, ratio, source) project_id, json_build_object(
            'what', 'levy', ${RUN}, 'code', code, 'ratio', ratio, 'source', source)
     from distribution_levy join run_name on run_name.id = distribution_id`,
  `select run_name.project_id, json_build_object(
            'what', 'dividend', 'project', run_name.project, 'run', number, 'class', class_name.code,
            'holder', holder.name, 'weight', weight::text, 'gross', gross::text, 'capital', capital::text,
            'levies', withheld.levies, 'missing', missing, 'net', net::text, 'carry', carry::text)
     from dividend join run_name on run_name.id = distribution_id
     join class_name on class_name.id = class_id
     join party_name as holder on holder.id = holder_id
     left join distribution_standing as standing using (distribution_id, standing)
     left join lateral (
       select json_agg(json_build_object('code', code, 'ratio', ratio, 'amount', levies[position + 1]::text)
                       order by code) as levies
         from distribution_levy as levy
        where levies is not null and levy.distribution_id = dividend.distribution_id
          and levy.standing = dividend.standing) as withheld on true`,
  `select project_id, json_build_object(
            'what', 'entry', 'kind', entry.kind, 'fact', key, 'bookedOn', booked_on)
     from entry left join fact on fact.id = fact_id and fact.kind = entry.kind`,
  `select project_id, json_build_object(
            'what', 'posting', 'kind', entry.kind, 'fact', key, 'account', account_name.name,
            'amount', amount::text, 'currency', currency)
     from posting join entry on entry.id = entry_id
     left join fact on fact.id = fact_id and fact.kind = entry.kind
     left join account_name on account_name.id = account_id`,
]
