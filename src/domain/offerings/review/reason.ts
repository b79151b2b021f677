import { refuse } from '../refusals.ts'

const MOST_LETTERS = 500
const NOT_PLAIN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u

/** Reads the words that explain a decision or an interest: one plain line. Refuses REASON_MALFORMED. */
export function readReason(text: string): string {
  const reason = text.trim().normalize('NFC')
  if (reason === '' || reason.length > MOST_LETTERS || NOT_PLAIN.test(reason)) {
    throw refuse.REASON_MALFORMED({ length: reason.length, most: MOST_LETTERS })
  }
  return reason
}
