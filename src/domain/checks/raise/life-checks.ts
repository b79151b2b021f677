import type { Check } from '../check.ts'
import { unacceptedAt } from './terms-in-force.ts'

/** So many calendar days after an instant, at the same time of day in the zone of the project. */
const daysAfter = (instant: string, days: string) =>
  `((${instant} at time zone time_zone) + ${days} * interval '1 day') at time zone time_zone`

/** The life of an offering: its review, revisions, closing, vote and audience. */
export const LIFE_CHECKS: readonly Check[] = [
  {
    name: 'What was published had been handed in as it is, and its review did not end otherwise',
    query: `select publication.offering_id from offering_publication as publication
              left join (select distinct on (offering_id) * from offering_submission
                          order by offering_id, number desc) as submission using (offering_id)
              left join review_decision as decision on decision.submission_id = submission.id
             where submission.version is distinct from publication.version or decision.submission_id is not null`,
  },
  {
    name: 'Nobody published, sent back or refused what he had prepared or declared an interest in',
    query: `select decided.offering_id from (
              select offering_id, act_id, published_at as at from offering_publication
              union all select offering_id, act_id, approved_at from offering_revision_approval
              union all select offering_id, review_decision.act_id, decided_at from review_decision
                          join offering_submission on offering_submission.id = submission_id) as decided
              join act on act.id = decided.act_id
              join offering on offering.id = decided.offering_id
             where actor_id in (select prepared.actor_id from act as prepared
                                 where prepared.id in (
                                   select offering.act_id
                                   union all select act_id from offering_terms
                                              where offering_id = decided.offering_id
                                   union all select act_id from offering_submission
                                              where offering_id = decided.offering_id)
                                   and prepared.occurred_at <= decided.at)
                or exists (select from interest_declaration as interest
                            where interest.party_id = actor_id and interest.project_id = offering.project_id
                              and declared_at < decided.at)`,
  },
  {
    name: 'Shares are allotted only under terms that their investor accepted',
    query: `select subscription.id from lot
              join subscription on subscription.id = lot.subscription_id
              cross join lateral ${unacceptedAt('subscription', 'lot.occurred_at')} as revision`,
  },
  {
    name: 'An order was reconfirmed in time, under the revision that was in force',
    query: `select own.subscription_id, own.version from order_reconfirmation as own
              join subscription on subscription.id = own.subscription_id
              left join offering_revision_approval as approval
                on approval.offering_id = subscription.offering_id and approval.version = own.version
             where approval.version is null or reconfirmed_at < approved_at or reconfirmed_at >= reconfirm_by
                or exists (select from offering_revision_approval as later
                            where later.offering_id = subscription.offering_id and later.version > own.version
                              and later.approved_at < reconfirmed_at)`,
  },
  {
    name: 'The closing of an offering was moved as its terms allow: early with its notice, later within its days',
    query: `select change.offering_id, change.number from closing_change as change
              join offering on offering.id = change.offering_id
              join project on project.id = project_id
              join offering_publication as publication on publication.offering_id = change.offering_id
              left join lateral (select max(version) as version from offering_revision_approval as approval
                                  where approval.offering_id = change.offering_id and approved_at <= change.changed_at)
                as approved on true
              join offering_terms as terms on terms.offering_id = change.offering_id
               and terms.version = coalesce(approved.version, publication.version)
              left join closing_change as earlier
                on earlier.offering_id = change.offering_id and earlier.number = change.number - 1
             where change.payment_due_at - change.closes_at <> terms.payment_due_at - terms.closes_at
                or change.changed_at >= coalesce(earlier.closes_at, terms.closes_at)
                or not coalesce(case change.how
                     when 'early' then change.closes_at < coalesce(earlier.closes_at, terms.closes_at)
                       and change.closes_at >= ${daysAfter('opens_at', "(life->'earlyClose'->>'minimumDays')::int")}
                       and change.closes_at >= ${daysAfter('change.changed_at', "(life->'earlyClose'->>'noticeDays')::int")}
                     when 'extended' then change.closes_at > coalesce(earlier.closes_at, terms.closes_at)
                       and change.closes_at <= ${daysAfter('terms.closes_at', "(life->>'mostExtensionDays')::int")}
                     end, false)`,
  },
  {
    name: 'An offering that asks for a vote took orders only after its quorum had voted in time',
    query: `select subscription.id from subscription
              join offering_terms as terms
                on terms.offering_id = subscription.offering_id and terms.version = terms_version
             where life->'vote' is not null
               and (select count(*) from interest_vote as vote
                     where vote.offering_id = subscription.offering_id
                       and voted_at < (life->'vote'->>'endsAt')::timestamptz) < (life->'vote'->>'quorum')::int`,
  },
  {
    name: 'Nobody ordered or voted in an offering by invitation who had not been invited',
    query: `select done.offering_id, done.party_id from (
              select offering_id, party_id, terms_version as version, ordered_at as at from subscription
              union all
              select offering_id, party_id, version, voted_at from interest_vote
                join offering_publication using (offering_id)) as done
              join offering_terms as terms
                on terms.offering_id = done.offering_id and terms.version = done.version
             where audience = 'invited'
               and not exists (select from invitation join act on act.id = invitation.act_id
                                 left join invitation_redemption as redeemed on invitation_id = invitation.id
                                where invitation.offering_id = done.offering_id
                                  and coalesce(redeemed.party_id, invitation.party_id) = done.party_id
                                  and coalesce(redeemed_at, occurred_at) <= done.at)`,
  },
]
