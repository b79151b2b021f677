import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { lockParty } from '../people/lock-party.ts'
import { refuse } from '../refusals.ts'
import { type MandateRow, mandatesInForce } from './mandates.ts'

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
 * could act for it for ever. A mandate that is given on is given under one that is in force and the giver's own, and
 * ends with it at the latest. Refuses NOT_FOR_YOURSELF, PARTY_UNKNOWN, MANDATE_UNKNOWN, MANDATE_PERIOD_WRONG.
 */
export async function giveMandate(
  em: EntityManager,
  input: NewMandate & { byId: string },
): Promise<{ mandateId: string }> {
  const { byId, ...mandate } = input
  if (mandate.agentId === byId || mandate.agentId === mandate.principalId) {
    throw refuse.NOT_FOR_YOURSELF({ what: 'a mandate' })
  }
  for (const partyId of [mandate.principalId, mandate.agentId].toSorted()) await lockParty(em, partyId)
  if (mandate.givenUnderId === null) return addMandate(em, mandate)
  const under = await ownMandate(em, mandate.givenUnderId, input)
  return addMandate(em, { ...mandate, endsAt: earlier(mandate.endsAt, under.endsAt) })
}

/**
 * The mandate under which it is given on. One that was ended is refused whenever that was: a request that began
 * before the end and was held up must not give what nothing would end any more.
 */
async function ownMandate(
  em: EntityManager,
  id: string,
  { byId, principalId, startsAt }: NewMandate & { byId: string },
): Promise<MandateRow> {
  const own = await mandatesInForce(em, byId, startsAt)
  const under = own.find(each => each.id === id && each.principalId === principalId && each.endedAt === null)
  if (under === undefined) throw refuse.MANDATE_UNKNOWN({ partyId: principalId })
  return under
}

/** Writes a mandate. Refuses MANDATE_PERIOD_WRONG. */
export async function addMandate(em: EntityManager, mandate: NewMandate): Promise<{ mandateId: string }> {
  const { principalId, agentId, startsAt, endsAt, givenUnderId } = mandate
  if (endsAt !== null && endsAt <= startsAt) {
    throw refuse.MANDATE_PERIOD_WRONG({ startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() })
  }
  const mandateId = newId()
  await sqlOf(em)
    .insertInto('mandate')
    .values({ id: mandateId, principalId, agentId, startsAt, endsAt, givenUnderId })
    .execute()
  return { mandateId }
}

function earlier(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b
  return a < b ? a : b
}
