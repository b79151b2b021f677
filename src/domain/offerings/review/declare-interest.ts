import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { within } from '../../refusal.ts'
import { projectOf } from '../projects.ts'
import { readReason } from './reason.ts'

/**
 * Somebody of the staff declares that he has an interest in a project: from then on he decides nothing about its offerings.
 * It is not taken back. Refuses PROJECT_UNKNOWN, REASON_MALFORMED.
 */
export async function declareInterest(
  em: EntityManager,
  input: { partyId: string; projectId: string; text: string },
  now: Date,
): Promise<{ projectId: string }> {
  const { partyId, projectId } = input
  await projectOf(em, projectId)
  const text = within('text', () => readReason(input.text))
  await sqlOf(em)
    .insertInto('interestDeclaration')
    .values({ id: newId(), partyId, projectId, text, declaredAt: now })
    .execute()
  return { projectId }
}
