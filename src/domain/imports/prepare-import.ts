import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../database/sql.ts'
import { newId } from '../ids.ts'
import type { ImportKind } from './import.ts'
import { importOfFile } from './imports.ts'

export type NewImport = {
  kind: ImportKind
  sha256: string
  fileName: string
  lines: number
  preparerId: string
}

/**
 * Finance asks for a file to be imported that it has looked at: a dry run found nothing wrong with it. The same file
 * again changes nothing.
 */
export async function prepareImport(
  em: EntityManager,
  input: NewImport,
  now: Date,
): Promise<{ preparationId: string }> {
  const before = await importOfFile(em, input)
  if (before !== undefined) return { preparationId: before.id }
  const preparationId = newId()
  await sqlOf(em)
    .insertInto('importPreparation')
    .values({ id: preparationId, ...input, preparedAt: now })
    .execute()
  return { preparationId }
}
