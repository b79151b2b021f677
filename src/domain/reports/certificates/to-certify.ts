import type { EntityManager } from '@mikro-orm/postgresql'
import { type HolderLoss, lossData } from '../loss-data.ts'
import { type HolderShares, shareData } from '../share-data.ts'
import type { Certified } from './certificates.ts'

/** What a certificate says, but for the words of the platform. */
export type ToCertify = HolderShares | HolderLoss

/**
 * What there is to certify of a holder now; null when there is nothing. Who has a certificate already (`isBefore`) gets one
 * that says that there is nothing any more: else the one he has would go on telling what is not so.
 */
export async function toCertify(
  em: EntityManager,
  { kind, subjectId, holderId }: Certified,
  isBefore: boolean,
): Promise<ToCertify | null> {
  if (kind === 'shares') {
    const held = await shareData(em, { classId: subjectId, holderId })
    return held !== null && (held.shares > 0n || isBefore) ? held : null
  }
  const loss = await lossData(em, { projectId: subjectId, holderId })
  return loss !== null && (loss.lost > 0n || isBefore) ? loss : null
}
