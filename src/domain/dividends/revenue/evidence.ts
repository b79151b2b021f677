import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'

/** The file a report was made from. */
export type EvidenceRow = {
  reportId: string
  projectId: string
  fileName: string
  sha256: string
  bytes: number
  format: string
  lines: number
  currency: string
  exchangeRate: string | null
}

/** The files these reports were made from; reports that were written by hand have none. */
export function evidenceOf(em: EntityManager, reportIds: readonly string[]): Promise<EvidenceRow[]> {
  return all(em).where('reportEvidence.reportId', 'in', reportIds).execute()
}

/** The evidence that is this very file, if a report of the project that was not sent back was made from it. */
export function standingEvidence(
  em: EntityManager,
  projectId: string,
  sha256: string,
): Promise<EvidenceRow | undefined> {
  return all(em)
    .leftJoin('reportSendBack', 'reportSendBack.reportId', 'reportEvidence.reportId')
    .where('reportSendBack.reportId', 'is', null)
    .where('projectId', '=', projectId)
    .where('sha256', '=', sha256)
    .executeTakeFirst()
}

/** How often a report of the project was made from this very file. */
export async function timesBrought(em: EntityManager, projectId: string, sha256: string): Promise<number> {
  const found = await all(em).where('projectId', '=', projectId).where('sha256', '=', sha256).execute()
  return found.length
}

function all(em: EntityManager) {
  return sqlOf(em)
    .selectFrom('reportEvidence')
    .select([
      'reportEvidence.reportId',
      'projectId',
      'fileName',
      'sha256',
      'bytes',
      'format',
      'lines',
      'currency',
      'exchangeRate',
    ])
}
