import type { Check } from '../check.ts'

/** Who owes what was taken back of him is told that he does. */
const TAKEN_BACK = `case when (select count(*) from shortfall join account on account.id = account_id
                                where account.kind = 'holder' and owner_id = holder_id and cause_id = taken.request_id) > 0
                        then 'moneyOwedBack' else 'distributionReversed' end`

/** Whom each fact concerns by itself, and the kind of notice that tells of it. */
const CONCERNED = `
  select act_id, party_id, 'orderReceived' as kind from subscription
  union all
  select payment.act_id, party_id, 'orderPaid' from subscription_payment as payment
    join subscription on subscription.id = subscription_id
  union all
  select ended.act_id, party_id, 'orderEnded' from subscription_end as ended
    join subscription on subscription.id = subscription_id where how <> 'refunded'
  union all
  select act_id, party_id, 'orderRefunded' from refund
  union all
  select failed.act_id, party_id, 'refundFailed' from card_refund_failure as failed join refund on refund.id = refund_id
  union all
  select closure.act_id, party_id, case outcome when 'funded' then 'offeringSucceeded' else 'offeringFailed' end
    from offering_closure as closure join subscription using (offering_id)
   where not exists (select from subscription_end where subscription_id = subscription.id and ended_at < closed_at)
  union all
  select approval.act_id, party_id, 'offeringRevised'
    from offering_revision_approval as approval join subscription using (offering_id)
   where terms_version < version and ordered_at <= approved_at
     and not exists (select from subscription_end where subscription_id = subscription.id and ended_at <= approved_at)
  union all
  select suspension.act_id, party_id, 'offeringSuspended'
    from sheet_suspension as suspension join subscription using (offering_id)
   where not exists (select from subscription_end where subscription_id = subscription.id and ended_at <= suspended_at)
  union all
  select run.act_id, holder_id, 'distributionPaid' from distribution as run
    join dividend on distribution_id = run.id where gross <> 0
  union all
  select taken.act_id, holder_id, ${TAKEN_BACK} from run_reversal as taken
    join dividend using (distribution_id) where gross <> 0
  union all
  select act_id, holder_id, ${TAKEN_BACK} from line_reversal as taken
  union all
  select run.act_id, owner_id, 'moneyOwedBack' from distribution as run join shortfall on cause_id = run.id
    join account on account.id = account_id and account.kind = 'holder'
  union all
  select act_id, holder_id, 'statementReady' from statement
  union all
  select act_id, holder_id, case when replaces_id is null then 'statementReady' else 'statementCorrected' end
    from periodic_statement
  union all
  select act_id, buyer_id, 'invoiceIssued' from invoice
  union all
  select act_id, taker_id, 'sharesMoved' from lot where subscription_id is null
  union all
  select act_id, giver_id, 'sharesMoved' from lot where subscription_id is null
  union all
  select act_id, owner_id, 'bankDetailsChanged' from payout_account
  union all
  select sending.act_id, payee_owner_id, 'payoutSent' from payout_sending as sending join payout_leg using (batch_id)
  union all
  select ended.act_id, payee_owner_id, case how when 'settled' then 'payoutSettled' else 'payoutReturned' end
    from payout_leg_end as ended join payout_leg on payout_leg.id = leg_id where how <> 'cancelled'
  union all
  select back.act_id, payee_owner_id, 'payoutReturned' from payout_return as back join payout_leg on payout_leg.id = leg_id
  union all
  select changed.act_id, login.party_id, 'passwordChanged' from credential as changed join login on login.id = login_id
   where version > 1
  union all
  select act_id, party_id, 'rightsChanged' from role_grant
  union all
  select act_id, principal_id, 'mandateChanged' from mandate
  union all
  select act_id, agent_id, 'mandateChanged' from mandate
  union all
  select approved.act_id, issuer_id, 'reportApproved' from report_approval as approved
    join revenue_report as report on report.id = report_id join project on project.id = project_id
  union all
  select back.act_id, issuer_id, 'reportReturned' from report_send_back as back
    join revenue_report as report on report.id = report_id join project on project.id = project_id
  union all
  select reminder.act_id, issuer_id, 'reportDue' from report_reminder as reminder
    join project on project.id = project_id where told = 'issuer'`

/** What people are told, and the mails that bring it. */
export const NOTICE_CHECKS: readonly Check[] = [
  {
    name: 'Whom an event concerns who can sign in was told of it, as far as the feed was looked through',
    query: `select distinct concerned.act_id, concerned.party_id, concerned.kind
              from (${CONCERNED}) as concerned
              join login on login.party_id = concerned.party_id
              join act on act.id = concerned.act_id
              join notice_cursor as reached on (act.xid, act.id) <= (reached.xid, reached.act_id)
             where not exists (select from notice
                                where event_id = concerned.act_id and person_id = concerned.party_id
                                  and notice.kind = concerned.kind)`,
  },
  {
    name: 'A notice that is to come by mail has its mail in the outbox, unless mail to that address came back',
    query: `select notice.event_id, notice.kind from notice
              join login on login.party_id = person_id
              join login_address as own on login_id = login.id
             where channel = 'mail'
               and not exists (select from message
                                where message.act_id = event_id and address = own.address
                                  and coalesce(message.kind, notice.kind) = notice.kind)
               and not exists (select from mail_bounce join message as returned on returned.id = message_id
                                where returned.address = own.address)`,
  },
  {
    name: 'A mail that brings a notice brings one that is to come by mail, and security and corrections always do',
    query: `select message.id from message
             where kind is not null
               and not exists (select from notice where event_id = message.act_id and notice.kind = message.kind and channel = 'mail')
            union all
            select event_id from notice
             where channel <> 'mail'
               and kind in ('bankDetailsChanged', 'passwordChanged', 'rightsChanged', 'mandateChanged', 'statementCorrected',
                            'distributionReversed', 'moneyOwedBack', 'offeringRevised', 'offeringSuspended', 'payoutReturned')`,
  },
  {
    name: 'A mail that came back waits no more to be sent',
    query: `select bounce.id from mail_bounce as bounce left join message on message.id = message_id
             where coalesce(sent_at, ended_at) is null`,
  },
]
