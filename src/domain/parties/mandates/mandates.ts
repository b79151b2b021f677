import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { isInForce } from './in-force.ts'

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
export async function mandatesInForce(em: EntityManager, agentId: string, at: Date): Promise<MandateRow[]> {
  return (await mandatesOfAgents(em, [agentId])).filter(mandate => isInForce(mandate, at))
}

/** All mandates of these people to act for others, ended ones included, oldest first. */
export function mandatesOfAgents(em: EntityManager, agentIds: readonly string[]): Promise<MandateRow[]> {
  return all(em).where('agentId', 'in', agentIds).orderBy('mandate.id').execute()
}

/** Who may act for this party at an instant. */
export async function agentsOf(em: EntityManager, principalId: string, at: Date): Promise<string[]> {
  const found = await all(em).where('principalId', '=', principalId).orderBy('mandate.id').execute()
  return found.filter(mandate => isInForce(mandate, at)).map(mandate => mandate.agentId)
}

function all(em: EntityManager) {
  return sqlOf(em)
    .selectFrom('mandate')
    .leftJoin('mandateEnd', 'mandateEnd.mandateId', 'mandate.id')
    .select(['mandate.id', 'principalId', 'agentId', 'startsAt', 'endsAt', 'endedAt'])
}
