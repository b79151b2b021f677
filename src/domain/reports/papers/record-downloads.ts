import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'

/** Who fetched: a person who was signed in, or whoever had a link. */
export type Fetching = { downloaderId: string; linkId: null } | { downloaderId: null; linkId: string }

/** Records that papers are being fetched, before their bytes leave: what was sent was always recorded. */
export async function recordDownloads(
  em: EntityManager,
  { paperIds, by }: { paperIds: readonly string[]; by: Fetching },
  now: Date,
): Promise<{ downloadIds: string[] }> {
  const rows = paperIds.map(paperId => ({ id: newId(), paperId, ...by, at: now }))
  if (rows.length > 0) await sqlOf(em).insertInto('download').values(rows).execute()
  return { downloadIds: rows.map(row => row.id) }
}
