import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { lockParty } from '../people/lock-party.ts'
import { refuse } from '../refusals.ts'

export type NewMandate = { principalId: string; agentId: string; startsAt: Date; endsAt: Date | null }

/**
 * Lets another person act for a party for a time. Nobody gives it to himself: who may act for a party until a day
 * could act for it for ever. Refuses MANDATE_PERIOD_WRONG, NOT_FOR_YOURSELF, PARTY_UNKNOWN.
 */
export async function giveMandate(
  em: EntityManager,
  input: NewMandate & { byId: string },
): Promise<{ mandateId: string }> {
  const { byId, ...mandate } = input
  if (mandate.agentId === byId || mandate.agentId === mandate.principalId) {
    throw refuse.NOT_FOR_YOURSELF({ what: 'a mandate' })
  }
  return addMandate(em, mandate)
}

/** Writes a mandate. Refuses MANDATE_PERIOD_WRONG, PARTY_UNKNOWN. */
export async function addMandate(em: EntityManager, mandate: NewMandate): Promise<{ mandateId: string }> {
  const { principalId, agentId, startsAt, endsAt } = mandate
  if (endsAt !== null && endsAt <= startsAt) {
    throw refuse.MANDATE_PERIOD_WRONG({ startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() })
  }
  await lockParty(em, principalId)
  await lockParty(em, agentId)
  const mandateId = newId()
  await sqlOf(em)
    .insertInto('mandate')
    .values({ id: mandateId, principalId, agentId, startsAt, endsAt })
    .execute()
  return { mandateId }
}
