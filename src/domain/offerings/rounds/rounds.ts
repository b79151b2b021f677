import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'

/** A round: the first one of its appeal, and how many months after it. */
export type RoundRow = { offeringId: string; firstId: string; previousId: string | null; months: number }

/** What round an offering is; one that followed no other is a first one. */
export async function roundOf(em: EntityManager, offeringId: string): Promise<RoundRow> {
  const found = await sqlOf(em)
    .selectFrom('offeringRound')
    .select(['offeringId', 'firstId', 'previousId', 'months'])
    .where('offeringId', '=', offeringId)
    .executeTakeFirst()
  return found ?? { offeringId, firstId: offeringId, previousId: null, months: 0 }
}

/** All rounds of the appeal that began with this offering, in their order. */
export async function roundsFrom(em: EntityManager, firstId: string): Promise<string[]> {
  const found = await sqlOf(em)
    .selectFrom('offeringRound')
    .select('offeringId')
    .where('firstId', '=', firstId)
    .orderBy('months')
    .execute()
  return [firstId, ...found.map(row => row.offeringId)]
}

/** The round that followed this one, if it was opened. */
export async function roundAfter(em: EntityManager, offeringId: string): Promise<string | undefined> {
  const found = await sqlOf(em)
    .selectFrom('offeringRound')
    .select('offeringId')
    .where('previousId', '=', offeringId)
    .executeTakeFirst()
  return found?.offeringId
}

/** When the issuer ended the appeal that began with this offering; null: it goes on. */
export async function repeatingEndedAt(em: EntityManager, firstId: string): Promise<Date | null> {
  const found = await sqlOf(em)
    .selectFrom('repeatingEnd')
    .select('endedAt')
    .where('offeringId', '=', firstId)
    .executeTakeFirst()
  return found?.endedAt ?? null
}

/** Rounds that have ended, whose next is not opened yet and whose appeal goes on. */
export async function roundsToOpen(em: EntityManager, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select offering.id from offering
      join offering_publication as publication on publication.offering_id = offering.id
      join lateral (select repeats, coalesce((select change.closes_at from closing_change as change
                                                where change.offering_id = offering.id
                                                order by number desc limit 1), closes_at) as closes_at
                      from offering_terms where offering_id = offering.id
                     order by version desc limit 1) as terms on repeats is not null and closes_at <= ${now}
      left join offering_round as round on round.offering_id = offering.id
     where not exists (select from offering_round as next where next.previous_id = offering.id)
       and not exists (select from repeating_end as ended
                        where ended.offering_id = coalesce(round.first_id, offering.id))
     order by offering.id`.execute(sqlOf(em))
  return rows.map(row => row.id)
}
