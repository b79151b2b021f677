import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { lockOffering } from '../lock-offering.ts'
import { refuseMove } from '../offering-states.ts'

/**
 * Hands a draft, or one that was sent back, in for review with its latest terms. Proposing does it by itself unless it is
 * told not to. Refuses OFFERING_UNKNOWN, OFFERING_MOVE_ILLEGAL.
 */
export async function submitOffering(
  em: EntityManager,
  input: { offeringId: string },
  now: Date,
): Promise<{ offeringId: string }> {
  const offering = await lockOffering(em, input.offeringId)
  refuseMove(offering, 'submitOffering', now)
  const { count } = await sqlOf(em)
    .selectFrom('offeringSubmission')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('offeringId', '=', offering.id)
    .executeTakeFirstOrThrow()
  const number = Number(count) + 1
  await writeSubmission(em, { offeringId: offering.id, version: offering.version, number })
  return { offeringId: offering.id }
}

/** Appends a submission. The caller holds the lock of the offering, or has just made it. */
export async function writeSubmission(
  em: EntityManager,
  submission: { offeringId: string; version: number; number: number },
): Promise<void> {
  await sqlOf(em)
    .insertInto('offeringSubmission')
    .values({ id: newId(), ...submission })
    .execute()
}
