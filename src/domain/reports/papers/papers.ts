import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { keyset, type Slice } from '../../../database/keyset.ts'
import { sqlOf } from '../../../database/sql.ts'
import { NUMBERED, PAPER_COLUMNS, PAPER_SOURCES, type PaperKind } from './paper-sources.ts'

/** What is the same of every paper, whatever its kind. The bytes are kept under their SHA-256. */
export type PaperRow = {
  id: string
  kind: PaperKind
  number: string
  /** Whose it is; null: it is for who reads all papers. */
  ownerId: string | null
  /** A project whose issuer reads it besides. */
  issuerOf: string | null
  /** The distribution that it is about: taken back, the paper is void. */
  runId: string | null
  version: number
  replacesId: string | null
  replacedById: string | null
  sha256: string
  /** Of the figures that are attached to it; null where none are. */
  figuresSha256: string | null
  bytes: number
  datedAt: Date
  issuedAt: Date
}

const ALL = Object.keys(PAPER_SOURCES) as PaperKind[]

/** The papers with these ids, those that exist. */
export function papers(em: EntityManager, ids: readonly string[]): Promise<PaperRow[]> {
  return of(em, ALL).where('paper.id', 'in', ids).execute()
}

/** The paper with this number, if one was issued: of a kind whose numbers cannot be guessed. */
export function paperByNumber(em: EntityManager, number: string): Promise<PaperRow | undefined> {
  return of(em, NUMBERED).where('paper.number', '=', number).executeTakeFirst()
}

/** The paper whose bytes, or whose attached figures, have this SHA-256 in lower-case hexadecimal digits. */
export function paperByHash(em: EntityManager, sha256: string): Promise<PaperRow | undefined> {
  return of(em, ALL)
    .where(where => where.or([where('paper.sha256', '=', sha256), where('paper.figuresSha256', '=', sha256)]))
    .executeTakeFirst()
}

/** A page of the papers of a party, of these kinds and in all versions, by id. */
export function papersPage(em: EntityManager, asked: Owned, slice: Slice): Promise<PaperRow[]> {
  return ownedBy(em, asked, slice).execute()
}

/** The same of those that stand: no version replaced them, and nothing that they tell of was taken back. */
export function standingPapersPage(em: EntityManager, asked: Owned, slice: Slice): Promise<PaperRow[]> {
  return ownedBy(em, asked, slice)
    .where('paper.replacedById', 'is', null)
    .where(
      sql<boolean>`not exists (select from run_reversal where distribution_id = paper.run_id)
               and not exists (select from line_reversal as back
                                where (back.distribution_id, back.holder_id) = (paper.run_id, paper.owner_id))`,
    )
    .execute()
}

type Owned = { ownerId: string; kinds: readonly PaperKind[] }

function ownedBy(em: EntityManager, { ownerId, kinds }: Owned, slice: Slice) {
  const { within, order, limit } = keyset(['paper.id'], slice)
  return of(em, kinds).where('paper.ownerId', '=', ownerId).where(within).orderBy(order).limit(limit)
}

/** Papers of some kinds. Each source has an index on what is asked for: a filter is pushed into every one of them. */
function of(em: EntityManager, kinds: readonly PaperKind[]) {
  const sources = kinds.map(kind => sql.raw(PAPER_SOURCES[kind]))
  const all = sql<PaperRow>`(select * from (${sql.join(sources, sql` union all `)}) as source (${sql.raw(PAPER_COLUMNS)}))`
  return sqlOf(em).selectFrom(all.as('paper')).selectAll()
}
