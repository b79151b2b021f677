import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { lockParty } from '../people/lock-party.ts'
import { refuse } from '../refusals.ts'

export type NewMandate = {
  principalId: string
  agentId: string
  startsAt: Date
  endsAt: Date | null
  /** The mandate under which it is given on, when it is not the party itself that gives it. */
  givenUnderId: string | null
}

/**
 * Lets another person act for a party for a time. Nobody gives it to himself: who may act for a party until a day
 * could act for it for ever. A mandate that is given on ends with the one it is given under at the latest.
 * Refuses MANDATE_PERIOD_WRONG, NOT_FOR_YOURSELF, PARTY_UNKNOWN.
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
  const { principalId, agentId, startsAt, givenUnderId } = mandate
  const endsAt = earlier(mandate.endsAt, givenUnderId === null ? null : await endOf(em, givenUnderId))
  if (endsAt !== null && endsAt <= startsAt) {
    throw refuse.MANDATE_PERIOD_WRONG({ startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() })
  }
  await lockParty(em, principalId)
  await lockParty(em, agentId)
  const mandateId = newId()
  await sqlOf(em)
    .insertInto('mandate')
    .values({ id: mandateId, principalId, agentId, startsAt, endsAt, givenUnderId })
    .execute()
  return { mandateId }
}

async function endOf(em: EntityManager, mandateId: string): Promise<Date | null> {
  const mandate = await sqlOf(em)
    .selectFrom('mandate')
    .select('endsAt')
    .where('id', '=', mandateId)
    .executeTakeFirstOrThrow()
  return mandate.endsAt
}

function earlier(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b
  return a < b ? a : b
}
