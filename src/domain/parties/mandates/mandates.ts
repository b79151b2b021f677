import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'

export type MandateRow = {
  id: string
  principalId: string
  agentId: string
  startsAt: Date
  endsAt: Date | null
  endedAt: Date | null
}

/** The mandates with these ids, those that exist. */
export function mandates(em: EntityManager, ids: readonly string[]): Promise<MandateRow[]> {
  return all(em).where('mandate.id', 'in', ids).execute()
}

/** Mandates in which one of these parties is principal or agent, ended ones included, newest first. */
export function mandatesOf(em: EntityManager, partyIds: readonly string[]): Promise<MandateRow[]> {
  return all(em)
    .where(where => where.or([where('principalId', 'in', partyIds), where('agentId', 'in', partyIds)]))
    .orderBy('mandate.id', 'desc')
    .execute()
}

/** The mandates in force at an instant under which this person may act. */
export function mandatesInForce(em: EntityManager, agentId: string, at: Date): Promise<MandateRow[]> {
  return all(em)
    .where('agentId', '=', agentId)
    .where('startsAt', '<=', at)
    .where(where => where.or([where('endsAt', 'is', null), where('endsAt', '>', at)]))
    .where(where => where.or([where('endedAt', 'is', null), where('endedAt', '>', at)]))
    .orderBy('mandate.id')
    .execute()
}

/** Who may act for this party at an instant. */
export async function agentsOf(em: EntityManager, principalId: string, at: Date): Promise<string[]> {
  const found = await all(em)
    .where('principalId', '=', principalId)
    .where('startsAt', '<=', at)
    .where(where => where.or([where('endsAt', 'is', null), where('endsAt', '>', at)]))
    .where(where => where.or([where('endedAt', 'is', null), where('endedAt', '>', at)]))
    .orderBy('mandate.id')
    .execute()
  return found.map(mandate => mandate.agentId)
}

function all(em: EntityManager) {
  return sqlOf(em)
    .selectFrom('mandate')
    .leftJoin('mandateEnd', 'mandateEnd.mandateId', 'mandate.id')
    .select(['mandate.id', 'principalId', 'agentId', 'startsAt', 'endsAt', 'endedAt'])
}
