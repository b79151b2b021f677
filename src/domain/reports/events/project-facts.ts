/*
 * Parts of the query beside, as text: rows of an act, what it is about, and null. The projects are those of its table
 * `project_of_caller`.
 */

const HIS = 'any(array(select id from project_of_caller))'

/** His projects: what was prepared, signed and offered, and the money that came for them. */
export const PROJECTS = `
  select act_id, 'Project:' || id, null from project where id = ${HIS}
  union all
  select act_id, 'Project:' || target_id, null
    from receipt_claim where purpose = 'revenue' and target_id = ${HIS}
  union all
  select fact.act_id, 'Contract:' || contract.id, null
    from contract cross join lateral (
      select contract.act_id
      union all select act_id from contract_signature where contract_id = contract.id) as fact
   where project_id = ${HIS}
  union all
  select fact.act_id, 'Offering:' || offering.id, null
    from offering cross join lateral (
      select offering.act_id
      union all select act_id from offering_terms where offering_id = offering.id
      union all select act_id from offering_submission where offering_id = offering.id
      union all select decision.act_id from offering_submission as submission
                  join review_decision as decision on submission_id = submission.id where offering_id = offering.id
      union all select act_id from offering_publication where offering_id = offering.id
      union all select act_id from offering_revision_approval where offering_id = offering.id
      union all select act_id from sheet_suspension where offering_id = offering.id
      union all select act_id from closing_change where offering_id = offering.id
      union all select act_id from offering_closure where offering_id = offering.id) as fact
   where project_id = ${HIS}`

/** The reports of his projects and their corrections. */
export const REPORTS = `
  select fact.act_id, 'RevenueReport:' || report.id, null
    from revenue_report as report cross join lateral (
      select report.act_id
      union all select act_id from report_approval where report_id = report.id
      union all select act_id from report_send_back where report_id = report.id) as fact
   where project_id = ${HIS}
  union all
  select fact.act_id, 'Adjustment:' || adjustment.id, null
    from adjustment cross join lateral (
      select adjustment.act_id
      union all select act_id from adjustment_approval where adjustment_id = adjustment.id) as fact
   where project_id = ${HIS}
  union all
  select act_id, 'Project:' || project_id, null from report_reminder where project_id = ${HIS}`

/** The runs of his projects. */
export const RUNS = `
  select fact.act_id, 'Distribution:' || run.id, null
    from distribution as run cross join lateral (
      select run.act_id union all select act_id from run_reversal where distribution_id = run.id) as fact
   where project_id = ${HIS}`
