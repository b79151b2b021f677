import { shortened } from '../../refusal.ts'
import { refuse } from '../refusals.ts'

const CONTROL = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u
const LONGEST_NAME = 200

/** A name as it will be printed: trimmed, in one Unicode form, without control and bidi characters. Refuses NAME_MALFORMED. */
export function parseName(text: string): string {
  const name = text.trim().normalize('NFC')
  if (name === '' || name.length > LONGEST_NAME || CONTROL.test(name)) {
    throw refuse.NAME_MALFORMED({ length: name.length })
  }
  return name
}

const ADDRESS =
  /^[^\s@"<>(),;:\\[\]\p{Cc}]{1,64}@[^\s@"<>(),;:\\[\]\p{Cc}]{1,190}\.[^\s@"<>(),;:\\[\]\p{Cc}.]{2,63}$/u

/** A mail address, and the key under which the same mailbox is found whatever its letters' case. Refuses ADDRESS_MALFORMED. */
export function parseAddress(text: string): { address: string; key: string } {
  const address = text.trim().normalize('NFC')
  if (!ADDRESS.test(address)) throw refuse.ADDRESS_MALFORMED({ text: shortened(text, 80) })
  return { address, key: address.toLowerCase() }
}

/** A country as two capital letters (ISO 3166-1 alpha-2), or null when it is not known. Refuses COUNTRY_MALFORMED. */
export function parseCountry<Code extends string | null>(code: Code): Code {
  if (code !== null && !/^[A-Z]{2}$/.test(code)) throw refuse.COUNTRY_MALFORMED({ text: shortened(code) })
  return code
}
