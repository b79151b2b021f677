import { createHmac, timingSafeEqual } from 'node:crypto'

/** How long a link is good for. */
export const LINK_MINUTES = 15

/** The path at which a file can be fetched by whoever has it, until an instant. */
export function exportLink(secret: string, exportId: string, now: Date): { path: string; expiresAt: Date } {
  const expiresAt = new Date(now.getTime() + LINK_MINUTES * 60_000)
  const until = String(expiresAt.getTime())
  return {
    path: `/exports/${exportId}?until=${until}&signature=${signed(secret, exportId, until)}`,
    expiresAt,
  }
}

/** Whether a link is ours and has not expired. */
export function isGoodLink(
  secret: string,
  link: { exportId: string; until: unknown; signature: unknown },
  now: Date,
): boolean {
  const { exportId, until, signature } = link
  if (typeof until !== 'string' || typeof signature !== 'string' || !/^\d{1,15}$/.test(until)) return false
  const wanted = Buffer.from(signed(secret, exportId, until))
  const given = Buffer.from(signature)
  return given.length === wanted.length && timingSafeEqual(given, wanted) && now.getTime() < Number(until)
}

const signed = (secret: string, exportId: string, until: string) =>
  createHmac('sha256', secret).update(`export ${exportId} ${until}`).digest('hex')
