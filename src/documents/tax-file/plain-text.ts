import { sepaText } from '../pain/sepa-text.ts'

/** Longer than any zone. */
const LONGEST = 400

/** A text in the capital letters that every machine reads: letters of Europe as Latin ones, other signs as spaces. */
export function plainText(text: string): string {
  return sepaText(text, LONGEST)
    .toUpperCase()
    .replaceAll(/[^A-Z0-9' -]/g, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim()
}
