import { BEHIND, dayIn } from './source-words.ts'

/** What was changed about somebody's access: told to himself alone, whoever may act for him. */
export const OWN_SOURCES = [
  `select fact.act_id, party_id, 'passwordChanged', 'Party:' || party_id, null::uuid, '{}'::jsonb
     from credential as fact join login on login.id = login_id where fact.act_id = ${BEHIND} and version > 1`,
  `select act_id, party_id, 'rightsChanged', 'Party:' || party_id, null::uuid,
          jsonb_build_object('what', role, 'reason', case when granted then 'granted' else 'taken' end)
     from role_grant where act_id = ${BEHIND}`,
  `select fact.act_id, party_id, 'mandateChanged', 'Party:' || principal_id, null::uuid, jsonb_build_object('reason', how)
     from mandate cross join lateral (
            select mandate.act_id, 'granted' as how
            union all select act_id, 'taken' from mandate_end where mandate_id = mandate.id) as fact
    cross join lateral unnest(array[principal_id, agent_id]) as party_id
    where (mandate.act_id = ${BEHIND} or mandate.id = any(array(
             select mandate_id from mandate_end where act_id = ${BEHIND}))) and fact.act_id = ${BEHIND}`,
]

/** What concerns the issuer of a project: himself, who holds his role in it, and who may act for him. */
export const ISSUER_SOURCES = [
  `select act_id, project_id, 'reportDue', 'Project:' || project_id, project_id, jsonb_build_object('until', due_on)
     from report_reminder where act_id = ${BEHIND} and told = 'issuer'`,
  `select fact.act_id, project_id, 'reportReturned', 'RevenueReport:' || report.id, project_id,
          jsonb_build_object('until', due_by, 'reason', explanation)
     from report_send_back as fact join revenue_report as report on report.id = report_id where fact.act_id = ${BEHIND}`,
  `select fact.act_id, project_id, 'reportApproved', 'RevenueReport:' || report.id, project_id, '{}'::jsonb
     from report_approval as fact join revenue_report as report on report.id = report_id where fact.act_id = ${BEHIND}`,
  `select act_id, target_id, 'revenueReceived', 'Project:' || target_id, target_id, '{}'::jsonb
     from receipt_claim where act_id = ${BEHIND} and purpose = 'revenue'`,
  `select act_id, project_id, 'projectDistributed', 'Distribution:' || id, project_id, '{}'::jsonb
     from distribution where act_id = ${BEHIND}`,
  `select fact.act_id, project_id, 'offeringPublished', 'Offering:' || offering.id, project_id, '{}'::jsonb
     from offering_publication as fact join offering on offering.id = offering_id where fact.act_id = ${BEHIND}`,
  `select fact.act_id, project_id, 'offeringReviewed', 'Offering:' || offering.id, project_id,
          jsonb_build_object('what', outcome, 'reason', explanation)
     from review_decision as fact join offering_submission as submission on submission.id = submission_id
     join offering on offering.id = offering_id where fact.act_id = ${BEHIND}`,
  `select fact.act_id, project_id, 'raiseClosed', 'Offering:' || offering.id, project_id,
          jsonb_build_object('reason', outcome)
     from offering_closure as fact join offering on offering.id = offering_id where fact.act_id = ${BEHIND}`,
  `select fact.act_id, project_id, 'sheetDefect', 'Offering:' || offering.id, project_id,
          jsonb_build_object('until', ${dayIn('correct_by')}, 'reason', reason)
     from sheet_suspension as fact join offering on offering.id = offering_id where fact.act_id = ${BEHIND}`,
]

const approval = (what: string, about: string, from: string) =>
  `select fact.act_id, 'approver', 'approvalWaiting', ${about}, project_id, jsonb_build_object('what', '${what}')
     from ${from} where fact.act_id = ${BEHIND}`

/** What waits for those who hold a role on the platform, but for the person who left it there. */
export const STAFF_SOURCES = [
  approval('report', `'RevenueReport:' || fact.id`, 'revenue_report as fact'),
  approval('adjustment', `'Adjustment:' || fact.id`, 'adjustment as fact'),
  approval('contract', `'Contract:' || fact.id`, 'contract as fact'),
  approval('ending', `'Project:' || project_id`, 'project_ending as fact'),
  approval(
    'reversal',
    `'Distribution:' || run.id`,
    'reversal_request as fact join distribution as run on run.id = distribution_id',
  ),
  approval(
    'offering',
    `'Offering:' || offering_id`,
    'offering_submission as fact join offering on offering.id = offering_id',
  ),
  `select act_id, 'approver', 'approvalWaiting', null, null::uuid, jsonb_build_object('what', 'payouts')
     from payout_batch where act_id = ${BEHIND}`,
  `select act_id, 'finance', 'reportMissing', 'Project:' || project_id, project_id, jsonb_build_object('until', due_on)
     from report_reminder where act_id = ${BEHIND} and told = 'finance'`,
]
