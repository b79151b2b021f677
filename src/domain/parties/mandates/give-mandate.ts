import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { lockParty } from '../people/lock-party.ts'
import { refuse } from '../refusals.ts'

export type NewMandate = { principalId: string; agentId: string; startsAt: Date; endsAt: Date | null }

/** Lets one person act for a party for a time. Refuses MANDATE_PERIOD_WRONG, NOT_FOR_YOURSELF, PARTY_UNKNOWN. */
export async function giveMandate(em: EntityManager, input: NewMandate): Promise<{ mandateId: string }> {
  const { principalId, agentId, startsAt, endsAt } = input
  if (principalId === agentId) throw refuse.NOT_FOR_YOURSELF({ what: 'a mandate' })
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
