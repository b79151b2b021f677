import { createHmac } from 'node:crypto'

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A kind of paper: the letter that its numbers begin with, and its secret. */
export type Series = { series: string; secret: string }

/**
 * The number of a paper, such as "C-4F7K-2M9Q-X1TD": always the same for what it is about, so that a paper that is made twice
 * is the same, and by the secret out of reach for who knows that. 60 bits, in the letters of Crockford's base 32.
 */
export function paperNumber({ series, secret }: Series, about: readonly (string | number)[]): string {
  const digest = createHmac('sha256', secret).update(about.join(':')).digest()
  const letters = Array.from(digest.subarray(0, 12), byte => LETTERS[byte % 32]).join('')
  return `${series}-${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`
}
