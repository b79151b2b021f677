import { randomBytes } from 'node:crypto'

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * A new number for a paper, such as "C-4F7K-2M9Q-X1TD": 60 random bits in the letters of Crockford's base 32. Nothing that
 * anybody may know leads to it, so who can name it has seen the paper.
 */
export const newPaperNumber = (prefix: string): string => numberOf(prefix, randomBytes(12))

/** The number that bytes stand for: one letter each, twelve in all. */
export function numberOf(prefix: string, bytes: Uint8Array): string {
  const letters = Array.from(bytes.subarray(0, 12), byte => LETTERS[byte % 32]).join('')
  return `${prefix}-${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`
}
