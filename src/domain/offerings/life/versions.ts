import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { refuse } from '../refusals.ts'

/** A row of terms as it stands, all its columns but the act. */
export type TermsRow = Omit<Awaited<ReturnType<typeof rows>>[number], 'actId'>

/** One version of the terms of an offering. Refuses REVISION_UNKNOWN. */
export async function termsOf(em: EntityManager, offeringId: string, version: number): Promise<TermsRow> {
  const all = await rows(em, offeringId)
  const found = all.find(row => row.version === version)
  if (found === undefined) {
    throw refuse.REVISION_UNKNOWN({ version, waiting: `no version after ${all.at(-1)?.version ?? 0}` })
  }
  const { actId: _act, ...terms } = found
  return terms
}

/** A version, who proposed it when, and since when it was in force, if it ever was. */
export type VersionRow = {
  terms: TermsRow
  proposerId: string | null
  proposedAt: Date
  inForceAt: Date | null
  /** Until just before then orders under older terms are reconfirmed; null where there were none before. */
  reconfirmBy: Date | null
}

/** All versions of the terms of an offering, the first one first. */
export async function versionsOf(em: EntityManager, offeringId: string): Promise<VersionRow[]> {
  const all = await rows(em, offeringId)
  const known = await sqlOf(em)
    .selectFrom('offeringTerms')
    .innerJoin('act', 'act.id', 'offeringTerms.actId')
    .leftJoin('offeringPublication as publication', join =>
      join
        .onRef('publication.offeringId', '=', 'offeringTerms.offeringId')
        .onRef('publication.version', '=', 'offeringTerms.version'),
    )
    .leftJoin('offeringRevisionApproval as approval', join =>
      join
        .onRef('approval.offeringId', '=', 'offeringTerms.offeringId')
        .onRef('approval.version', '=', 'offeringTerms.version'),
    )
    .select(['offeringTerms.version', 'actorId', 'occurredAt', 'publishedAt', 'approvedAt', 'reconfirmBy'])
    .where('offeringTerms.offeringId', '=', offeringId)
    .orderBy('offeringTerms.version')
    .execute()
  return known.map((row, index) => {
    const { actId: _act, ...terms } = all[index] as (typeof all)[number]
    const { actorId: proposerId, occurredAt: proposedAt, publishedAt, approvedAt, reconfirmBy } = row
    return { terms, proposerId, proposedAt, inForceAt: publishedAt ?? approvedAt, reconfirmBy }
  })
}

function rows(em: EntityManager, offeringId: string) {
  return sqlOf(em)
    .selectFrom('offeringTerms')
    .selectAll()
    .where('offeringId', '=', offeringId)
    .orderBy('version')
    .execute()
}
