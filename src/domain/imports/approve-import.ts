import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../database/sql.ts'
import { importLines } from './import-lines.ts'
import { importOf } from './imports.ts'
import { problemsOfStaged } from './lines/staged.ts'
import type { FileToImport, WatchImport } from './lines/staged-line.ts'
import { refuse } from './refusals.ts'

/** `sha256`: of the file that the approver looked at; `batches`: of the file that is imported, whose hash is `found`. */
export type ImportToApprove = {
  preparationId: string
  sha256: string
  approverId: string
  batches: FileToImport['batches']
}

/**
 * Another person than its preparer has a file written into the books: all of it or nothing. A file that was imported
 * changes nothing.
 * Refuses IMPORT_UNKNOWN, IMPORT_FILE_OTHER, IMPORT_APPROVER_PREPARED, IMPORT_HAS_PROBLEMS.
 */
export async function approveImport(
  em: EntityManager,
  { preparationId, sha256, approverId, batches }: ImportToApprove,
  now: Date,
  watch?: WatchImport,
): Promise<{ preparationId: string }> {
  const prepared = await importOf(em, preparationId)
  if (prepared.sha256 !== sha256) {
    throw refuse.IMPORT_FILE_OTHER({ looked: sha256, found: prepared.sha256 })
  }
  if (prepared.approvedAt !== null) return { preparationId }
  const { kind, preparerId, preparedAt } = prepared
  if (preparerId === approverId) {
    throw refuse.IMPORT_APPROVER_PREPARED({ preparedAt: preparedAt.toISOString() })
  }
  const importing = { file: { kind, batches }, preparationId, preparerId, approverId }
  const { fresh, problems } = await importLines(em, importing, now, watch)
  const [first] = await problemsOfStaged(em, 1)
  if (first !== undefined) throw refuse.IMPORT_HAS_PROBLEMS({ problems, ...first })
  await sqlOf(em)
    .insertInto('importApproval')
    .values({ preparationId, approverId, approvedAt: now, fresh })
    .execute()
  return { preparationId }
}
