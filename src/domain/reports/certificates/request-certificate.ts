import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { type Certified, isAsked, standingCertificates } from './certificates.ts'
import { refuse } from './refusals.ts'
import { toCertify } from './to-certify.ts'
import { saysTheSame } from './told.ts'

/**
 * Asks for the certificate of what a party holds of a class, or lost with a project: a job issues it a little later. While the
 * one that stands says all that is so now, or one is asked for already, nothing changes.
 * Refuses SHARES_NOT_HELD, NOTHING_LOST.
 */
export async function requestCertificate(
  em: EntityManager,
  { kind, subjectId, holderId, requesterId }: Certified & { requesterId: string },
  now: Date,
): Promise<{ partyId: string }> {
  const certified = { kind, subjectId, holderId }
  const [standing] = await standingCertificates(em, kind, [`${subjectId}:${holderId}`])
  const data = await toCertify(em, certified, standing !== undefined)
  if (data === null) {
    if (kind === 'shares') throw refuse.SHARES_NOT_HELD({ classId: subjectId })
    throw refuse.NOTHING_LOST({ projectId: subjectId })
  }
  const isTold = standing !== undefined && saysTheSame(standing.told, data.told)
  if (isTold || (await isAsked(em, certified))) return { partyId: holderId }
  const row = { id: newId(), ...certified, requesterId, requestedAt: now }
  await sqlOf(em).insertInto('paperRequest').values(row).execute()
  return { partyId: holderId }
}
