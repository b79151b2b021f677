import { refuse } from '../refusals.ts'

const MOST_LETTERS = 500
const CONTROL = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u

/** Reads why something is sent back or taken back: one plain line. Refuses EXPLANATION_MALFORMED. */
export function readExplanation(text: string): string {
  const explanation = text.trim().normalize('NFC')
  if (explanation === '' || explanation.length > MOST_LETTERS || CONTROL.test(explanation)) {
    throw refuse.EXPLANATION_MALFORMED({ length: explanation.length, most: MOST_LETTERS })
  }
  return explanation
}
