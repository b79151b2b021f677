import type { Check } from '../check.ts'

/** What is asked for each month: its rounds, what was pledged for them, what their money was used for. */
export const PLEDGE_CHECKS: readonly Check[] = [
  {
    name: 'A round follows one of the same project and appeal that has ended, on the terms of that one',
    query: `select round.offering_id from offering_round as round
              join offering on offering.id = round.offering_id
              join offering as before on before.id = round.previous_id
              join offering_terms as terms on terms.offering_id = offering.id and terms.version = 1
              join (select distinct on (offering_id) * from offering_terms order by offering_id, version desc)
                   as last on last.offering_id = before.id
              join offering_publication as publication on publication.offering_id = offering.id
              left join offering_round as earlier on earlier.offering_id = round.previous_id
             where before.project_id <> offering.project_id or last.repeats is null
                or coalesce(earlier.first_id, round.previous_id) <> round.first_id or coalesce(earlier.months, 0) >= round.months
                or published_at < last.closes_at
                or (terms.share_price, terms.shares, terms.goal_mode, terms.repeats)
                   is distinct from (last.share_price, last.shares, last.goal_mode, last.repeats)`,
  },
  {
    name: 'No round was opened after its appeal was ended',
    query: `select round.offering_id from offering_round as round
              join repeating_end as ended on ended.offering_id = round.first_id
              join offering_publication as publication on publication.offering_id = round.offering_id
             where published_at > ended_at`,
  },
  {
    name: 'The order of a pledge is of its own party, in a round of its appeal, for as many shares as were pledged then',
    query: `select made.pledge_id, made.offering_id from pledge_order as made
              join pledge on pledge.id = made.pledge_id
              left join offering_round as round on round.offering_id = made.offering_id
              left join pledge_end as ended on ended.pledge_id = pledge.id
              left join subscription on subscription.id = subscription_id
              left join pledge_size as size on size.pledge_id = pledge.id and size.version = made.version
             where coalesce(round.first_id, made.offering_id) <> pledge.offering_id or ended_at < decided_at
                or size.shares is null or (subscription_id is not null and
                   (subscription.party_id, subscription.offering_id, subscription.shares, ordered_at)
                   is distinct from (pledge.party_id, made.offering_id, size.shares, decided_at))`,
  },
  {
    name: 'No more money is reported as used than its offering released',
    query: `select report.id, sum(line.amount) as used, amount_allotted from use_report as report
              join use_line as line on line.use_report_id = report.id
              left join offering_closure as closure on closure.offering_id = report.offering_id
             group by report.id, amount_allotted having sum(line.amount) > coalesce(amount_allotted, 0)`,
  },
]
