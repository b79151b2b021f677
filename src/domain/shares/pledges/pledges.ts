import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { Currency } from '../../money/currency.ts'
import { refuse } from './refusals.ts'

/** A pledge as it is now. `offeringId`: the first round; `amount`: what its shares come to, in minor units. */
export type PledgeRow = {
  id: string
  offeringId: string
  partyId: string
  version: number
  shares: number
  amount: bigint
  currency: Currency
  pledgedAt: Date
  endedAt: Date | null
}

/** The pledges of a party, or those for one appeal, oldest first. */
export async function pledges(
  em: EntityManager,
  filter: { partyId?: string; firstId?: string; id?: string },
): Promise<PledgeRow[]> {
  const { partyId = null, firstId = null, id = null } = filter
  const { rows } = await sql<PledgeRow>`
    select pledge.id, offering_id as "offeringId", party_id as "partyId", size.version, size.shares,
           size.shares * share_price as amount, currency, pledged_at as "pledgedAt", ended_at as "endedAt"
      from pledge
      join offering on offering.id = offering_id
      join project on project.id = project_id
      join lateral (select share_price from offering_terms as terms where terms.offering_id = offering.id
                     order by version desc limit 1) as terms on true
      join lateral (select version, shares from pledge_size where pledge_id = pledge.id
                     order by version desc limit 1) as size on true
      left join pledge_end as ended on ended.pledge_id = pledge.id
     where (party_id = ${partyId}::uuid or ${partyId}::uuid is null)
       and (offering_id = ${firstId}::uuid or ${firstId}::uuid is null)
       and (pledge.id = ${id}::uuid or ${id}::uuid is null)
     order by pledge.id`.execute(sqlOf(em))
  return rows
}

/** One pledge of a party. Refuses PLEDGE_UNKNOWN, also for somebody else's. */
export async function pledgeOf(em: EntityManager, id: string, partyId: string): Promise<PledgeRow> {
  const [found] = await pledges(em, { id, partyId })
  if (found === undefined) throw refuse.PLEDGE_UNKNOWN({ id })
  return found
}

/** How many pledges stood at an instant for the appeal that began with this offering, and how many shares they came to. */
export async function standingPledges(
  em: EntityManager,
  firstId: string,
  instant: Date,
): Promise<{ count: number; shares: number }> {
  const { rows } = await sql<{ count: number; shares: number }>`
    select count(*)::int as count, coalesce(sum(size.shares), 0)::int as shares
      from pledge
      join lateral (select shares from pledge_size where pledge_id = pledge.id and set_at <= ${instant}
                     order by version desc limit 1) as size on true
      left join pledge_end as ended on ended.pledge_id = pledge.id
     where offering_id = ${firstId} and pledged_at <= ${instant} and (ended_at is null or ended_at > ${instant})`.execute(
    sqlOf(em),
  )
  return rows[0] ?? { count: 0, shares: 0 }
}

/** A pledge that stands and was not turned into an order of a round yet. */
export type PledgeDue = { pledgeId: string; partyId: string; version: number; shares: number }

/** The pledges that are to be turned into orders of this round, oldest first. */
export async function pledgesDue(
  em: EntityManager,
  round: { offeringId: string; firstId: string },
  now: Date,
): Promise<PledgeDue[]> {
  const { rows } = await sql<PledgeDue>`
    select pledge.id as "pledgeId", party_id as "partyId", size.version, size.shares
      from pledge
      join lateral (select version, shares from pledge_size where pledge_id = pledge.id
                     order by version desc limit 1) as size on true
     where offering_id = ${round.firstId} and pledged_at <= ${now}
       and not exists (select from pledge_end where pledge_id = pledge.id)
       and not exists (select from pledge_order as made
                        where made.pledge_id = pledge.id and made.offering_id = ${round.offeringId})
     order by pledge.id`.execute(sqlOf(em))
  return rows
}

/** When the pledge was last turned into an order, or refused; null before the first time. */
export async function lastOrderedAt(em: EntityManager, pledgeId: string): Promise<Date | null> {
  const { at } = await sqlOf(em)
    .selectFrom('pledgeOrder')
    .select(({ fn }) => fn.max('decidedAt').as('at'))
    .where('pledgeId', '=', pledgeId)
    .executeTakeFirstOrThrow()
  return at
}

/** Rounds that are open and have pledges which are not turned into orders of them yet. */
export async function roundsWithPledges(em: EntityManager, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct round.id
      from (select offering.id, coalesce(first_id, offering.id) as first_id
              from offering left join offering_round on offering_round.offering_id = offering.id) as round
      join pledge on pledge.offering_id = round.first_id
      join offering_publication as publication on publication.offering_id = round.id
      join lateral (select opens_at, coalesce((select change.closes_at from closing_change as change
                                                  where change.offering_id = round.id
                                                  order by number desc limit 1), closes_at) as closes_at from offering_terms as terms where terms.offering_id = round.id
                     order by version desc limit 1) as terms on opens_at <= ${now} and closes_at > ${now}
     where pledged_at <= ${now} and not exists (select from pledge_end where pledge_id = pledge.id)
       and not exists (select from pledge_order as made
                        where made.pledge_id = pledge.id and made.offering_id = round.id)
       and not exists (select from offering_closure as closure where closure.offering_id = round.id)`.execute(
    sqlOf(em),
  )
  return rows.map(row => row.id)
}
