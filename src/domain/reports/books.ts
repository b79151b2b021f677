import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { readLines } from '../../database/copy-out.ts'
import { projectOf } from '../offerings/projects.ts'
import { BOOK_LINES, BOOK_NAMES } from './book-lines.ts'

/**
 * The books of a project, or of all (null), as lines of JSON in the order of their bytes: lots, reports, runs with their
 * tiers, recipients, pools, levies and dividends, entries and postings, all as of one moment. Everything has its natural
 * name, and neither ids nor times of creation are told: where the same happened the bytes are the same. Amounts are
 * whole minor units, carries and residues 10^-18 of them. Memory stays flat, however many there are. A project's books
 * have the entries of its receipts, orders, closings and runs. To be read to the end inside the transaction. Refuses
 * PROJECT_UNKNOWN.
 */
export async function booksOf(
  em: EntityManager,
  projectId: string | null,
): Promise<AsyncIterable<Uint8Array>> {
  if (projectId !== null) await projectOf(em, projectId)
  const lines = sql.raw(BOOK_LINES.map(text => `(${text})`).join(' union all '))
  return readLines(
    em,
    sql`with ${sql.raw(BOOK_NAMES)}, line (project_id, text) as (${lines})
        select text::text from line where ${projectId}::uuid is null or project_id = ${projectId}
         order by text::text collate "C"`,
  )
}
