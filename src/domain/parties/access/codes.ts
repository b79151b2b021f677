import { createHash, randomBytes, randomInt } from 'node:crypto'

/** Minutes during which a one-time code works. */
export const CODE_MINUTES = 15

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** A code of 40 random bits that is easy to type: no letter that looks like a digit. */
export function newCode(): string {
  return Array.from({ length: 8 }, () => LETTERS[randomInt(LETTERS.length)]).join('')
}

/** A secret of 256 bits that a session is renewed with. */
export function newRefreshCode(): string {
  return randomBytes(32).toString('base64url')
}

/** Codes are kept as hashes only. Typed codes are read without regard to case and spaces. */
export function hashOfCode(code: string): string {
  return createHash('sha256').update(code.replaceAll(/[\s-]/g, '').toUpperCase()).digest('hex')
}

/** The same for codes that are never typed. */
export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

export function minutesAfter(now: Date, minutes: number): Date {
  return new Date(now.getTime() + minutes * 60_000)
}
