import { BEHIND, dayIn, instant } from './source-words.ts'

/*
 * Parts of the query that writes notices, as text: the act, whom it concerns, the kind, what it is about, of which project,
 * and what else is to be said. Each reads one kind of fact by the index of its act.
 */

/** From the order to its end. */
const ORDERS = `
  select subscription.act_id, party_id, 'orderReceived', 'ShareSubscription:' || subscription.id, project_id,
         jsonb_build_object('until', ${instant('payment_due_at')})
    from subscription join offering on offering.id = offering_id where subscription.act_id = ${BEHIND}
  union all
  select fact.act_id, party_id, 'orderPaid', 'ShareSubscription:' || subscription.id, project_id,
         jsonb_build_object('until', ${instant('revocable_until')})
    from subscription_payment as fact join subscription on subscription.id = subscription_id
    join offering on offering.id = offering_id where fact.act_id = ${BEHIND}
  union all
  select fact.act_id, party_id, 'orderEnded', 'ShareSubscription:' || subscription.id, project_id,
         jsonb_build_object('reason', how)
    from subscription_end as fact join subscription on subscription.id = subscription_id
    join offering on offering.id = offering_id where fact.act_id = ${BEHIND} and how <> 'refunded'`

/** Money that goes back, and money that could not. */
const MONEY_BACK = `
  select refund.act_id, refund.party_id, 'orderRefunded', 'Party:' || refund.party_id, null::uuid, '{}'::jsonb
    from refund where refund.act_id = ${BEHIND} and refund.party_id is not null
  union all
  select fact.act_id, refund.party_id, 'refundFailed', 'Party:' || refund.party_id, null::uuid, '{}'::jsonb
    from card_refund_failure as fact join refund on refund.id = refund_id
   where fact.act_id = ${BEHIND} and refund.party_id is not null`

/** What became of an offering, for those whose order stood then, and for those who waited. */
const OFFERINGS = `
  select fact.act_id, party_id, case outcome when 'funded' then 'offeringSucceeded' else 'offeringFailed' end,
         'Offering:' || fact.offering_id, project_id, '{}'::jsonb
    from offering_closure as fact join offering on offering.id = fact.offering_id
    join subscription on subscription.offering_id = fact.offering_id
    left join subscription_end as ended on ended.subscription_id = subscription.id
   where fact.act_id = ${BEHIND} and coalesce(ended_at >= closed_at, true)
  union all
  select fact.act_id, party_id, 'offeringRevised', 'Offering:' || fact.offering_id, project_id,
         jsonb_build_object('until', ${instant('reconfirm_by')})
    from offering_revision_approval as fact join offering on offering.id = fact.offering_id
    join subscription on subscription.offering_id = fact.offering_id and terms_version < version
    left join subscription_end as ended on ended.subscription_id = subscription.id
   where fact.act_id = ${BEHIND} and ordered_at <= approved_at and coalesce(ended_at > approved_at, true)
  union all
  select fact.act_id, party_id, 'offeringSuspended', 'Offering:' || fact.offering_id, project_id,
         jsonb_build_object('until', ${dayIn('correct_by')}, 'reason', reason)
    from sheet_suspension as fact join offering on offering.id = fact.offering_id
   cross join lateral (
      select party_id from subscription left join subscription_end as ended on subscription_id = subscription.id
       where subscription.offering_id = fact.offering_id and coalesce(ended_at > suspended_at, true)
      union
      select party_id from waiting_entry as entry left join waiting_end as ended on waiting_entry_id = entry.id
       where entry.offering_id = fact.offering_id and coalesce(ended_at > suspended_at, true)) as investor
   where fact.act_id = ${BEHIND}`

/** What was taken back and paid out before is owed: who owes is told that in one notice, which says both. */
const reversed = (holder: string) => `case when exists (
  select from shortfall join account on account.id = account_id
   where cause_id = fact.request_id and account.kind = 'holder' and owner_id = ${holder})
  then 'moneyOwedBack' else 'distributionReversed' end`

/** His lines, shares and papers. */
const HOLDINGS = `
  select run.act_id, holder_id, 'distributionPaid', 'Distribution:' || run.id, project_id, '{}'::jsonb
    from distribution as run join dividend on distribution_id = run.id
   where run.act_id = ${BEHIND} and gross <> 0
  union all
  select fact.act_id, dividend.holder_id, ${reversed('dividend.holder_id')}, 'Distribution:' || run.id, project_id, jsonb_build_object('reason', reason)
    from run_reversal as fact join distribution as run on run.id = fact.distribution_id
    join reversal_request as asked on asked.id = request_id
    join dividend on dividend.distribution_id = run.id where fact.act_id = ${BEHIND} and gross <> 0
  union all
  select fact.act_id, fact.holder_id, ${reversed('fact.holder_id')}, 'Distribution:' || run.id, project_id, jsonb_build_object('reason', reason)
    from line_reversal as fact join distribution as run on run.id = fact.distribution_id
    join reversal_request as asked on asked.id = request_id where fact.act_id = ${BEHIND}
  union all
  select run.act_id, owner_id, 'moneyOwedBack', 'Distribution:' || run.id, project_id, '{}'::jsonb
    from distribution as run join shortfall on cause_id = run.id
    join account on account.id = account_id and account.kind = 'holder' where run.act_id = ${BEHIND}
  union all
  select lot.act_id, party_id, 'sharesMoved', 'Project:' || project_id, project_id, '{}'::jsonb
    from lot join share_class on share_class.id = class_id cross join lateral unnest(array[giver_id, taker_id]) as party_id
   where lot.act_id = ${BEHIND} and subscription_id is null and party_id is not null
  union all
  select paper.act_id, holder_id, 'statementReady', 'Statement:' || paper.id, project_id, '{}'::jsonb
    from statement as paper join distribution as run on run.id = distribution_id where paper.act_id = ${BEHIND}
  union all
  select paper.act_id, paper.holder_id, case when paper.replaces_id is null then 'statementReady' else 'statementCorrected' end,
         'PeriodicStatement:' || paper.id, null::uuid, jsonb_build_object('until', name, 'reason', reason)
    from periodic_statement as paper join statement_period as period on period.id = paper.period_id
    left join statement_correction on statement_id = paper.replaces_id
   where paper.act_id = ${BEHIND}
  union all
  select act_id, holder_id, case when replaces_id is null then 'statementReady' else 'statementCorrected' end,
         'YearlyCertificate:' || id, null::uuid, jsonb_build_object('until', year::text)
    from yearly_certificate where act_id = ${BEHIND}
  union all
  select act_id, holder_id, case when replaces_id is null then 'statementReady' else 'statementCorrected' end,
         'DonationReceipt:' || id, project_id, jsonb_build_object('until', year::text)
    from donation_receipt where act_id = ${BEHIND}
  union all
  select paper.act_id, holder_id, case when replaces_id is null or kind = 'shares' then 'statementReady' else 'statementCorrected' end,
         case kind when 'loss' then 'LossCertificate:' else 'ShareCertificate:' end || paper.id,
         coalesce(project_id, subject_id), '{}'::jsonb
    from certificate as paper left join share_class on share_class.id = subject_id where paper.act_id = ${BEHIND}
  union all
  select paper.act_id, issuer_id, case when replaces_id is null then 'statementReady' else 'statementCorrected' end,
         'DistributionAttestation:' || paper.id, project.id, '{}'::jsonb
    from distribution_attestation as paper join distribution as run on run.id = distribution_id
    join project on project.id = project_id where paper.act_id = ${BEHIND}
  union all
  select act_id, buyer_id, 'invoiceIssued', 'Invoice:' || id, null::uuid, '{}'::jsonb from invoice where act_id = ${BEHIND}`

/** What concerns who invests and holds. */
export const INVESTOR_SOURCES = [ORDERS, MONEY_BACK, OFFERINGS, HOLDINGS]
