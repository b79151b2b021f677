import type { EntityManager } from '@mikro-orm/postgresql'
import { keyset, type Slice } from '../../../database/keyset.ts'
import { sqlOf } from '../../../database/sql.ts'

/** A link to a paper. */
export type PaperLinkRow = { id: string; paperId: string; askerId: string; askedAt: Date; expiresAt: Date }

/** That a paper was fetched; with a link, who had asked for it and until when it was good. */
export type DownloadRow = {
  id: string
  paperId: string
  at: Date
  downloaderId: string | null
  linkId: string | null
  askerId: string | null
  expiresAt: Date | null
}

/** The link with this id, if there is one. */
export function paperLinkOf(em: EntityManager, id: string): Promise<PaperLinkRow | undefined> {
  return sqlOf(em)
    .selectFrom('paperLink')
    .select(['id', 'paperId', 'askerId', 'askedAt', 'expiresAt'])
    .where('id', '=', id)
    .executeTakeFirst()
}

/** A page of the downloads of a paper, by id: the first one first. */
export function downloadsPage(em: EntityManager, paperId: string, slice: Slice): Promise<DownloadRow[]> {
  const { within, order, limit } = keyset(['download.id'], slice)
  return sqlOf(em)
    .selectFrom('download')
    .leftJoin('paperLink', 'paperLink.id', 'download.linkId')
    .select([
      'download.id',
      'download.paperId',
      'at',
      'downloaderId',
      'linkId',
      'paperLink.askerId',
      'paperLink.expiresAt',
    ])
    .where('download.paperId', '=', paperId)
    .where(within)
    .orderBy(order)
    .limit(limit)
    .execute()
}
