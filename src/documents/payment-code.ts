import { create, toString as draw } from 'qrcode'

/** A credit transfer in euro that a payer is asked for; the amount is in cents. */
export type AskedTransfer = {
  holderName: string
  iban: string
  bic: string | null
  cents: bigint
  /** A reference by ISO 11649. */
  reference: string
}

/** The greatest amount, and the longest name, that EPC069-12 allows. */
const MOST_CENTS = 99_999_999_999n
const LONGEST_NAME = 70
/** It asks for error correction M and a code of version 13 at most, that is 331 bytes. */
const LEVEL = 'M'

/**
 * The text that banking apps read from a code for a SEPA credit transfer, by EPC069-12 ("Quick response code: guidelines
 * to enable data capture for the initiation of a SEPA credit transfer"), version 002 in UTF-8 with a structured
 * reference. Null when the amount is none that the standard allows: 0.01 to 999999999.99.
 */
export function paymentCode({ holderName, iban, bic, cents, reference }: AskedTransfer): string | null {
  if (cents < 1n || cents > MOST_CENTS) return null
  const amount = `EUR${cents / 100n}.${`${cents % 100n}`.padStart(2, '0')}`
  const name = [...holderName].slice(0, LONGEST_NAME).join('')
  const purpose = ''
  return ['BCD', '002', '1', 'SCT', bic ?? '', name, iban, amount, purpose, reference].join('\n')
}

/** A code drawn as SVG, black on white with the margin of four squares that readers need. */
export function drawnCode(payload: string): Promise<string> {
  return draw(payload, { type: 'svg', errorCorrectionLevel: LEVEL, margin: 4 })
}

/** How large the code of a text is: its version, 1 to 40. */
export function sizeOfCode(payload: string): number {
  return create(payload, { errorCorrectionLevel: LEVEL }).version
}
