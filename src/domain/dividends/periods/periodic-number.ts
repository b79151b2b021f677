import { createHash } from 'node:crypto'

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * The number of a version of a holder's paper on a period: always the same for the three, and no hint to any other.
 * 60 bits, in the letters of Crockford's base 32.
 */
export function periodicNumber(paper: { periodId: string; holderId: string; version: number }): string {
  const { periodId, holderId, version } = paper
  const digest = createHash('sha256').update(`${periodId}:${holderId}:${version}`).digest()
  const letters = Array.from(digest.subarray(0, 12), byte => LETTERS[byte % 32]).join('')
  return `P-${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`
}
