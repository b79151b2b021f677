import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { WarningCode } from '../../parties/suitability/suitability.ts'

/** The acknowledgements that orders of these parties in an offering have used, by their ids. */
export async function spentAcknowledgements(
  em: EntityManager,
  offeringId: string,
  partyIds: readonly string[],
): Promise<Set<string>> {
  if (partyIds.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`
    select acknowledgement_id as id from subscription_acknowledgement
      join subscription on subscription.id = subscription_id
     where party_id = any(${partyIds}::uuid[]) and offering_id = ${offeringId}`.execute(sqlOf(em))
  return new Set(rows.map(row => row.id))
}

/** An acknowledgement by which an order passed. */
export type UsedAcknowledgement = {
  id: string
  subscriptionId: string
  warning: WarningCode
  textVersion: number
  acknowledgedAt: Date
}

/** The acknowledgements by which these orders passed, oldest first. */
export function acknowledgementsOfOrders(
  em: EntityManager,
  subscriptionIds: readonly string[],
): Promise<UsedAcknowledgement[]> {
  return sqlOf(em)
    .selectFrom('subscriptionAcknowledgement')
    .innerJoin('acknowledgement', 'acknowledgement.id', 'subscriptionAcknowledgement.acknowledgementId')
    .select(['acknowledgement.id', 'subscriptionId', 'warning', 'textVersion', 'acknowledgedAt'])
    .where('subscriptionId', 'in', subscriptionIds)
    .orderBy('acknowledgement.id')
    .execute() as Promise<UsedAcknowledgement[]>
}
