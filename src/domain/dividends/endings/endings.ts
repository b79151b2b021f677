import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { refuse } from '../refusals.ts'
import type { EndingKind } from './ending-states.ts'

/** Something that was recorded about the end of a project, and who confirmed it. */
export type EndingRow = {
  id: string
  projectId: string
  kind: EndingKind
  occurredOn: string
  source: string
  evidence: string | null
  recorderId: string
  recordedAt: Date
  approverId: string | null
  approvedAt: Date | null
  revokedAt: Date | null
}

/** What was recorded about the ends of these projects, in the order in which it was. */
export function endingsOf(em: EntityManager, projectIds: readonly string[]): Promise<EndingRow[]> {
  return all(em).where('projectId', 'in', projectIds).execute()
}

/** What was recorded about the end of any project. */
export function allEndings(em: EntityManager): Promise<EndingRow[]> {
  return all(em).execute()
}

/** One thing that was recorded. Refuses ENDING_UNKNOWN. */
export async function endingOf(em: EntityManager, id: string): Promise<EndingRow> {
  const [found] = await all(em).where('projectEnding.id', '=', id).execute()
  if (found === undefined) throw refuse.ENDING_UNKNOWN({ id })
  return found
}

/** The day on which a project was wound up; null when it was not. */
export async function woundUpOn(em: EntityManager, projectId: string): Promise<string | null> {
  const found = await all(em)
    .where('projectId', '=', projectId)
    .where('kind', '=', 'windUp')
    .where('approvedAt', 'is not', null)
    .executeTakeFirst()
  return found?.occurredOn ?? null
}

function all(em: EntityManager) {
  return sqlOf(em)
    .selectFrom('projectEnding')
    .leftJoin('endingApproval', 'endingApproval.endingId', 'projectEnding.id')
    .leftJoin('endingRevocation', 'endingRevocation.endingId', 'projectEnding.id')
    .select([
      'projectEnding.id',
      'projectId',
      'kind',
      'occurredOn',
      'source',
      'evidence',
      'recorderId',
      'recordedAt',
      'approverId',
      'approvedAt',
      'revokedAt',
    ])
    .orderBy('projectEnding.id')
}
