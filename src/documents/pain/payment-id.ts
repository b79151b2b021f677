import { createHash } from 'node:crypto'
import { isSepaText, sepaText } from './sepa-text.ts'

/** Of every identifier in a payment file (Max35Text). */
export const LONGEST_ID = 35
const HASH_LENGTH = 16

/**
 * Whether banks carry an identifier as it is: 1 to 35 characters of SEPA's, without a slash at either end or two in a row
 * (EPC implementation guidelines), and without a space at either end.
 */
export function isPaymentId(text: string): boolean {
  const slashes = text.startsWith('/') || text.endsWith('/') || text.includes('//')
  return text !== '' && text.length <= LONGEST_ID && text === text.trim() && !slashes && isSepaText(text)
}

/**
 * An identifier made of any name, the same one each time: the name itself where banks carry it as it is, else as much of
 * it as there is room for and 16 digits of its hash, so that two names that are cut or spelt alike stay two.
 */
export function paymentId(name: string): string {
  if (isPaymentId(name)) return name
  const hash = createHash('sha256').update(name).digest('hex').slice(0, HASH_LENGTH)
  const spelt = sepaText(name, name.length * 3).replaceAll(/[^A-Za-z0-9]+/g, '-')
  const kept = spelt.replace(/^-/, '').slice(0, LONGEST_ID - HASH_LENGTH - 1)
  return kept === '' ? hash : `${kept.replace(/-$/, '')}-${hash}`
}
