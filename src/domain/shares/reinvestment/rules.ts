import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { Currency } from '../../money/currency.ts'
import type { Preference } from './preferences.ts'
import { refuse } from './refusals.ts'

/** A rule to reinvest. `mostPerMonth` in minor units; `endedAt`: it was revoked or replaced. */
export type RuleRow = {
  id: string
  partyId: string
  currency: Currency
  ratio: string
  mostPerMonth: bigint
  preferences: readonly Preference[]
  setAt: Date
  endedAt: Date | null
}

/** The rules of a party, oldest first. */
export function rulesOfParty(em: EntityManager, partyId: string): Promise<RuleRow[]> {
  return all(em).where('partyId', '=', partyId).orderBy('id').execute() as Promise<RuleRow[]>
}

/** One rule. Refuses REINVESTMENT_UNKNOWN. */
export async function ruleOf(em: EntityManager, id: string): Promise<RuleRow> {
  const found = (await all(em).where('id', '=', id).executeTakeFirst()) as RuleRow | undefined
  if (found === undefined) throw refuse.REINVESTMENT_UNKNOWN({ id })
  return found
}

/** What rules of a party have spent between two instants, in minor units: also what came back since. */
export async function spentByRules(
  em: EntityManager,
  { partyId, currency }: { partyId: string; currency: string },
  from: Date,
  to: Date,
): Promise<bigint> {
  const { rows } = await sql<{ spent: bigint }>`
    select coalesce(sum(subscription.amount), 0)::bigint as spent
      from reinvestment
      join reinvestment_rule as rule on rule.id = rule_id
      join subscription on subscription.id = subscription_id
     where rule.party_id = ${partyId} and rule.currency = ${currency}
       and decided_at >= ${from} and decided_at < ${to}`.execute(sqlOf(em))
  return rows[0]?.spent ?? 0n
}

/** What became of a rule after a distribution. */
export type ReinvestmentRow = {
  ruleId: string
  distributionId: string
  offeringId: string | null
  subscriptionId: string | null
  refusal: string | null
  decidedAt: Date
}

/** What became of these rules, oldest first. */
export function reinvestmentsOf(em: EntityManager, ruleIds: readonly string[]): Promise<ReinvestmentRow[]> {
  return sqlOf(em)
    .selectFrom('reinvestment')
    .select(['ruleId', 'distributionId', 'offeringId', 'subscriptionId', 'refusal', 'decidedAt'])
    .where('ruleId', 'in', ruleIds)
    .orderBy('decidedAt')
    .orderBy('distributionId')
    .execute()
}

/** When the rule was last carried out, whatever came of it; null before the first time. */
export async function lastCarriedOutAt(em: EntityManager, ruleId: string): Promise<Date | null> {
  const { at } = await sqlOf(em)
    .selectFrom('reinvestment')
    .select(({ fn }) => fn.max('decidedAt').as('at'))
    .where('ruleId', '=', ruleId)
    .executeTakeFirstOrThrow()
  return at
}

/** The offerings in a currency that take orders at an instant from whoever is a member, oldest first. */
export async function openOfferings(
  em: EntityManager,
  currency: string,
  now: Date,
): Promise<{ id: string; projectId: string }[]> {
  const { rows } = await sql<{ id: string; projectId: string }>`
    select offering.id, project_id as "projectId" from offering
      join project on project.id = project_id and project.currency = ${currency}
      join offering_publication as publication on publication.offering_id = offering.id
      join lateral (select opens_at, coalesce((select change.closes_at from closing_change as change
                                                  where change.offering_id = offering.id
                                                  order by number desc limit 1), closes_at) as closes_at, audience from offering_terms as terms where terms.offering_id = offering.id
                     order by version desc limit 1) as terms on audience <> 'invited' and opens_at <= ${now} and closes_at > ${now}
     where not exists (select from offering_closure as closure where closure.offering_id = offering.id)
       and not exists (select from sheet_suspension as stands
                        where stands.offering_id = offering.id
                          and not exists (select from offering_revision_approval as later
                                           where later.offering_id = stands.offering_id and later.version > stands.version))
     order by offering.id`.execute(sqlOf(em))
  return rows
}

function all(em: EntityManager) {
  return sqlOf(em)
    .selectFrom('reinvestmentRule')
    .leftJoin('reinvestmentEnd', 'reinvestmentEnd.ruleId', 'reinvestmentRule.id')
    .select(['id', 'partyId', 'currency', 'ratio', 'mostPerMonth', 'preferences', 'setAt', 'endedAt'])
}
