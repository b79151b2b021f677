import { createHash } from 'node:crypto'

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * The number of a holder's paper about a distribution: always the same for the two, and no hint to any other.
 * 60 bits, in the letters of Crockford's base 32.
 */
export function statementNumber(distributionId: string, holderId: string): string {
  const digest = createHash('sha256').update(`${distributionId}:${holderId}`).digest()
  const letters = Array.from(digest.subarray(0, 12), byte => LETTERS[byte % 32]).join('')
  return `S-${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`
}
