import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { WaivableIncome } from './tax-residence.ts'

export type TaxFacts = {
  partyId: string
  kind: 'person' | 'firm'
  /** Null until it has been declared. Days in the platform's zone. */
  residence: { country: string; provedOn: string | null; evidence: string | null; declaredAt: Date } | null
  /** In the order of years. */
  waivers: { year: number; income: WaivableIncome; receivedOn: string; evidence: string | null }[]
}

/**
 * What bears on the taxes of these parties, as it was known at an instant: what was declared at it or before counts.
 * Those that exist, in the order of their ids; as many as a run has holders.
 */
export async function taxFactsOf(
  em: EntityManager,
  partyIds: readonly string[],
  at: Date,
): Promise<TaxFacts[]> {
  const { rows } = await sql<Row>`
    select party.id as "partyId", party.kind, country, proved_on as "provedOn", evidence, declared_at as "declaredAt"
      from party
      left join (select distinct on (party_id) * from tax_residence
                  where party_id = any(${partyIds}::uuid[]) and declared_at <= ${at}
                  order by party_id, version desc) as latest on latest.party_id = party.id
     where party.id = any(${partyIds}::uuid[]) order by party.id`.execute(sqlOf(em))
  const waivers = Map.groupBy(await waiversOf(em, partyIds, at), waiver => waiver.partyId)
  return rows.map(({ partyId, kind, country, declaredAt, ...proof }) => ({
    partyId,
    kind,
    residence: country === null || declaredAt === null ? null : { country, ...proof, declaredAt },
    waivers: (waivers.get(partyId) ?? []).map(({ partyId: _, ...waiver }) => waiver),
  }))
}

type Row = {
  partyId: string
  kind: 'person' | 'firm'
  country: string | null
  provedOn: string | null
  evidence: string | null
  declaredAt: Date | null
}

function waiversOf(em: EntityManager, partyIds: readonly string[], at: Date) {
  return sqlOf(em)
    .selectFrom('taxWaiver')
    .select(['partyId', 'year', 'income', 'receivedOn', 'evidence'])
    .where(sql<boolean>`party_id = any(${partyIds}::uuid[])`)
    .where('requestedAt', '<=', at)
    .orderBy('year')
    .orderBy('income')
    .execute()
}
