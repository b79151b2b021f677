import { type GateCode, regimesWith } from '../../offerings/terms/regimes.ts'
import type { Check } from '../check.ts'

/** How SQL lists the regimes that ask for a gate. What the gate asks for, SQL knows by itself. */
const under = (gate: GateCode) =>
  `terms.regime in (${regimesWith(gate)
    .map(name => `'${name}'`)
    .join(', ')})`

/** The instant at which something of a day no longer counts: the end in Paris of the same day so many years later. */
const ends = (day: string, years: number) =>
  `(((${day}) + interval '${years} years')::date + 1)::timestamp at time zone 'Europe/Paris'`

const dayOf = (instant: string) => `(${instant} at time zone 'Europe/Paris')::date`

/**
 * Which of the versions of a party's fact could be the latest at an order: none newer was there before it. Of what is of
 * the very instant of the order nobody can say whether it came first.
 */
const latest = (table: string, instant: string) => `
  from ${table} as fact
 where fact.party_id = asked.party_id and ${instant} <= ordered_at
   and not exists (select from ${table} as newer
                    where newer.party_id = fact.party_id and newer.version > fact.version
                      and newer.${instant} < ordered_at`

/** Whether an investor was a sophisticated one when he ordered: granted, not taken since, and not too old. */
const SOPHISTICATED = `
  (select bool_or(step = 'granted' and ordered_at < ${ends(dayOf('stepped_at'), 2)})
     ${latest('sophistication', 'stepped_at')} and newer.step <> 'requested'))`

/** The orders under a gate whose investors were not sophisticated when they ordered. */
const askedBy = (gate: GateCode) => `
  (select asked.*, project.time_zone from subscription as asked
     join offering on offering.id = asked.offering_id
     join project on project.id = offering.project_id
     join offering_terms as terms on terms.offering_id = asked.offering_id and terms.version = terms_version
    where ${under(gate)} and not coalesce(${SOPHISTICATED}, false)) as asked`

/** Whether an order passed by an acknowledgement that its investor had given before. */
const acknowledged = (warning: string, more = 'true') => `
  exists (select from subscription_acknowledgement as used
            join acknowledgement as given on given.id = acknowledgement_id
           where subscription_id = asked.id and given.party_id = asked.party_id and warning = '${warning}'
             and acknowledged_at <= ordered_at and ${more})`

/** What was accepted in the simulation that counted at the order, half of it: 5 % of the net worth. */
const HALF_LIMIT = `
  (select max(accepted_limit / 2) filter (where ordered_at < ${ends('done_on', 1)})
     ${latest('loss_simulation', 'recorded_at')}))`

/** What the law asked of offerings and orders, at their instants: Regulation (EU) 2020/1503. */
export const REGIME_CHECKS: readonly Check[] = [
  {
    name: 'Every order under a knowledge test was of somebody who had passed it, or had acknowledged the risk',
    query: `select asked.id, party_id, ordered_at from ${askedBy('knowledgeTest')}
             where not coalesce((select bool_or(cardinality(missing) = 0 and ordered_at < ${ends(dayOf('taken_at'), 2)})
                                   ${latest('knowledge_test', 'taken_at')})), false)
               and not ${acknowledged('riskOfLoss')}`,
  },
  {
    name: 'Every order under a loss simulation was of somebody who had made it, or had acknowledged the warning',
    query: `select asked.id, party_id, ordered_at from ${askedBy('lossSimulation')}
             where ${HALF_LIMIT} is null and not ${acknowledged('noSimulation')}`,
  },
  {
    name: 'Every order above the limit of its investor in the offering had his consent to that order alone',
    query: `select asked.id, asked.party_id, amount, before from ${askedBy('largeTicket')}
             cross join lateral (
                   select coalesce(sum(other.amount), 0) as before from subscription as other
                     left join subscription_end as ended on ended.subscription_id = other.id
                    where other.party_id = asked.party_id and other.offering_id = asked.offering_id
                      and other.position < asked.position and how is distinct from 'withdrawn') as earlier
             where amount + before > greatest(100000, ${HALF_LIMIT})
               and not ${acknowledged(
                 'largeTicket',
                 `given.offering_id = asked.offering_id and given.amount = asked.amount
                  and not exists (select from subscription_acknowledgement as again
                                   where again.acknowledgement_id = given.id and again.subscription_id <> asked.id)`,
               )}`,
  },
  {
    name: 'An order under a reflection period can be withdrawn until its fourth day has ended and 96 hours have passed',
    query: `select asked.id, ordered_at, revocable_until from ${askedBy('reflection')}
             where revocable_until < ordered_at + interval '96 hours'
                or revocable_until < ((ordered_at at time zone time_zone)::date + 5)::timestamp at time zone time_zone`,
  },
  {
    name: 'An offering under a regime with a key information sheet has one, of six sides at most',
    query: `select publication.offering_id, key_information_sides from offering_publication as publication
              join offering_terms as terms using (offering_id, version)
             where ${under('keyInformation')}
               and (key_information is null or key_information_sides is null or key_information_sides > 6)`,
  },
  {
    name: 'When an offering under the cap was published, its owner offered five million in twelve months at most',
    query: `with offered as (
              select publication.offering_id, published_at, issuer_id, terms.shares * share_price as target,
                     offered_elsewhere, closed_at, amount_allotted
                from offering_publication as publication
                join offering_terms as terms using (offering_id, version)
                join offering on offering.id = offering_id
                join project on project.id = project_id
                left join offering_closure as closure using (offering_id)
               where ${under('offerCap')})
            select this.offering_id, this.target, this.offered_elsewhere, sum(other.amount) as before from offered as this
              left join lateral (
                   select case when closed_at <= this.published_at then amount_allotted else target end as amount
                     from offered
                    where issuer_id = this.issuer_id and offering_id <> this.offering_id
                      and published_at <= this.published_at
                      and (closed_at is null or closed_at >= (${dayOf('this.published_at')} - interval '12 months')::date
                                                             ::timestamp at time zone 'Europe/Paris')) as other on true
             group by this.offering_id, this.target, this.offered_elsewhere
            having this.target + this.offered_elsewhere + coalesce(sum(other.amount), 0) > 500000000`,
  },
]
