import { regimesWith } from '../../offerings/terms/regimes.ts'
import type { Check } from '../check.ts'

const REGIMES = regimesWith('taxReceipts')
  .map(name => `'${name}'`)
  .join(', ')

/** The latest receipts, but those of a donor whose payment moved since: the next version, which a job issues, tells of it. */
const STANDING = `standing as (
  select paper.* from donation_receipt as paper
   where not exists (select from donation_receipt as next where next.replaces_id = paper.id)
     and not exists (
       select from subscription as ordered
         join subscription_payment as payment on payment.subscription_id = ordered.id
         join (select card_payment_id as id, opened_at as at from card_dispute
                union all select coalesce(card_payment_id, receipt_id), refunded_at from refund) as moved
           on moved.id in (payment.card_payment_id, payment.receipt_id)
        where ordered.party_id = holder_id and at > dated_at - interval '1 day')
)`

/** What each party gave to a project in a year for nothing in return, as its orders were allotted, less what it owes again. */
const GIVEN = `given as (
  select party_id as holder_id, project_id, extract(year from allotted_at at time zone 'Europe/Paris') as year,
         sum(got.amount - coalesce((select least(got.amount, greatest(0, taken - (ordered.amount - got.amount)))
                                      from payment_taken as back
                                     where back.payment_id in (payment.card_payment_id, payment.receipt_id)), 0)) as amount
    from subscription_allotment as got
    join subscription as ordered on ordered.id = got.subscription_id
    join subscription_payment as payment on payment.subscription_id = ordered.id
    join offering on offering.id = ordered.offering_id and class_id is null
    join project on project.id = project_id
    join offering_terms as terms on terms.offering_id = offering.id and terms.version = terms_version
     and terms.regime in (${REGIMES})
   where exists (select from gift_eligibility as declared
                   join gift_eligibility_confirmation using (party_id, article, version)
                  where declared.party_id = issuer_id
                    and (allotted_at at time zone 'Europe/Paris')::date
                        between from_day and coalesce(until_day, 'infinity'))
   group by 1, 2, 3
)`

/** Receipts for gifts, by which donors reduce their taxes. */
export const GIFT_CHECKS: readonly Check[] = [
  {
    name: 'That gifts to a party reduce taxes was declared by one person and confirmed by another, and by neither of himself',
    query: `select confirmed.party_id, article, version from gift_eligibility_confirmation as confirmed
              left join gift_eligibility as declared using (party_id, article, version)
             where declarer_id is null or declarer_id = confirmer_id
                or confirmed.party_id in (declarer_id, confirmer_id) or confirmed_at < declared_at`,
  },
  {
    name: 'The receipts of a year come to the settled gifts of their donors to issuers who were declared eligible',
    query: `with ${STANDING}, ${GIVEN}
            select year, sum(standing.amount) as receipts, sum(coalesce(given.amount, 0)) as gifts
              from standing left join given using (holder_id, project_id, year)
             group by year having sum(standing.amount) <> sum(coalesce(given.amount, 0))`,
  },
  {
    name: 'A receipt is for the gifts that it lists, each of its donor and project and of its year',
    query: `select paper.id, paper.amount, sum(gift.amount) as gifts from donation_receipt as paper
              left join receipt_gift as gift on gift.receipt_id = paper.id
              left join subscription as ordered on ordered.id = subscription_id
              left join offering on offering.id = offering_id
             group by paper.id
            having paper.amount <> coalesce(sum(gift.amount), 0)
                or count(*) filter (where (party_id, offering.project_id, extract(year from given_on))
                                          <> (paper.holder_id, paper.project_id, paper.year)) > 0`,
  },
  {
    name: 'A corrected receipt replaces the version before it of the same donor, project and year, and none came before its year was over',
    query: `select paper.id, paper.version from donation_receipt as paper
              left join donation_receipt as before on before.id = paper.replaces_id
             where (before.holder_id, before.project_id, before.year, before.version) is distinct from
                   (paper.holder_id, paper.project_id, paper.year, paper.version - 1) and paper.version > 1
                or (paper.replaces_id is null) <> (paper.version = 1)
                or (paper.dated_at at time zone 'Europe/Paris')::date < make_date(paper.year + 1, 1, 1)`,
  },
]
