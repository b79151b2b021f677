import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'

/** How long a link to a paper is good for. */
const LINK_MILLISECONDS = 24 * 60 * 60_000

/** Records that somebody who may read a paper asked for a link to it. The link is good from now on, up to 24 hours later. */
export async function grantPaperLink(
  em: EntityManager,
  { paperId, askerId }: { paperId: string; askerId: string },
  now: Date,
): Promise<{ paperLinkId: string }> {
  const id = newId()
  const expiresAt = new Date(now.getTime() + LINK_MILLISECONDS)
  await sqlOf(em).insertInto('paperLink').values({ id, paperId, askerId, askedAt: now, expiresAt }).execute()
  return { paperLinkId: id }
}
