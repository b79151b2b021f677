import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import type { CertificateRow } from './certificates.ts'

/** A certificate that was rendered and kept, with what it says. */
export type NewCertificate = Omit<CertificateRow, 'id' | 'replacedById' | 'issuedAt' | 'currency'>

/** Records certificates as issued. One per holder, subject and version: one that is there already stays. */
export async function issueCertificates(
  em: EntityManager,
  papers: readonly NewCertificate[],
  now: Date,
): Promise<{ shareCertificateIds: string[]; lossCertificateIds: string[] }> {
  const rows = papers.map(({ told, ...paper }) => ({ paper: { id: newId(), ...paper, issuedAt: now }, told }))
  const written = await sqlOf(em)
    .insertInto('certificate')
    .values(rows.map(row => row.paper))
    // Whichever unique name two jobs meet at first: it is the same certificate.
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .execute()
  const ids = new Set(written.map(row => row.id))
  const made = rows.filter(row => ids.has(row.paper.id))
  const shares = made.flatMap(({ paper, told }) => {
    return told.kind === 'shares' ? [{ certificateId: paper.id, lotId: told.lotId, shares: told.shares }] : []
  })
  const losses = made.flatMap(({ paper, told }) => {
    if (told.kind !== 'loss') return []
    const { endingId, putIn, gotBack } = told
    return [{ certificateId: paper.id, endingId, putIn, gotBack }]
  })
  if (shares.length > 0) await sqlOf(em).insertInto('certifiedShares').values(shares).execute()
  if (losses.length > 0) await sqlOf(em).insertInto('certifiedLoss').values(losses).execute()
  return {
    shareCertificateIds: shares.map(row => row.certificateId),
    lossCertificateIds: losses.map(row => row.certificateId),
  }
}
