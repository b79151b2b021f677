import { createHmac, timingSafeEqual } from 'node:crypto'
import type { PaperLinkRow } from '../domain/reports/papers/downloads.ts'

/** The path at which one paper can be fetched by whoever has it, until the link expires. */
export function paperPath(secret: string, link: Pick<PaperLinkRow, 'id' | 'paperId' | 'expiresAt'>): string {
  const until = String(link.expiresAt.getTime())
  const signature = signed(secret, [link.paperId, link.id, until])
  return `/documents/${link.paperId}?link=${link.id}&until=${until}&signature=${signature}`
}

/** What stands in the address of a paper. */
export type PaperAddress = { paperId: string; link: unknown; until: unknown; signature: unknown }

/** The id of the link, when it is ours, for this paper, and has not expired; null for whatever else was written. */
export function goodLink(
  secret: string,
  { paperId, link, until, signature }: PaperAddress,
  now: Date,
): string | null {
  if (typeof link !== 'string' || typeof until !== 'string' || typeof signature !== 'string') return null
  if (!/^\d{1,15}$/.test(until)) return null
  const wanted = Buffer.from(signed(secret, [paperId, link, until]))
  const given = Buffer.from(signature)
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null
  return now.getTime() < Number(until) ? link : null
}

const signed = (secret: string, parts: readonly string[]) =>
  createHmac('sha256', secret)
    .update(`paper ${parts.join(' ')}`)
    .digest('hex')
