import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../database/sql.ts'
import type { ImportKind } from './import.ts'
import type { ImportProgressNow } from './lines/staged-line.ts'
import { refuse } from './refusals.ts'

/** An import that was prepared, and who had it written. `fresh`: how many lines were new then. */
export type ImportRow = {
  id: string
  kind: ImportKind
  sha256: string
  fileName: string
  lines: number
  preparerId: string
  preparedAt: Date
  approverId: string | null
  approvedAt: Date | null
  fresh: number | null
}

/** All imports, the latest first. */
export function imports(em: EntityManager): Promise<ImportRow[]> {
  return all(em).orderBy('id', 'desc').execute()
}

/** Refuses IMPORT_UNKNOWN. */
export async function importOf(em: EntityManager, id: string): Promise<ImportRow> {
  const found = await all(em).where('id', '=', id).executeTakeFirst()
  if (found === undefined) throw refuse.IMPORT_UNKNOWN({ id })
  return found
}

/** The import of these very bytes, if it was prepared. */
export function importOfFile(
  em: EntityManager,
  { kind, sha256 }: Pick<ImportRow, 'kind' | 'sha256'>,
): Promise<ImportRow | undefined> {
  return all(em).where('kind', '=', kind).where('sha256', '=', sha256).executeTakeFirst()
}

/** How far an import is; null when none of this preparation runs. */
export async function importProgressOf(
  em: EntityManager,
  preparationId: string,
): Promise<(ImportProgressNow & { updatedAt: Date }) | null> {
  const found = await sqlOf(em)
    .selectFrom('importProgress')
    .select(['phase', 'read', 'checked', 'written', 'updatedAt'])
    .where('preparationId', '=', preparationId)
    .executeTakeFirst()
  return found ?? null
}

function all(em: EntityManager) {
  return sqlOf(em)
    .selectFrom('importPreparation')
    .leftJoin('importApproval', 'preparationId', 'id')
    .select(['id', 'kind', 'sha256', 'fileName', 'lines', 'preparerId', 'preparedAt'])
    .select(['approverId', 'approvedAt', 'fresh'])
}
