import { inLatin } from './latin-letters.ts'

/** Signs that the conversion table of EPC217-08 replaces by one of SEPA's own, and others that look like one. */
const SIGNS = new Map<string, string>([
  ['&', '+'],
  ['<', '('],
  ['>', ')'],
  ['[', '('],
  [']', ')'],
  ['{', '('],
  ['}', ')'],
  ['«', "'"],
  ['»', "'"],
  ['"', "'"],
  ['`', "'"],
  ['´', "'"],
  ['¿', '?'],
  ['\\', '/'],
  ['|', '/'],
  ['\u2044', '/'],
  ['_', '-'],
  ['~', '-'],
  [';', ','],
  ['·', ''],
  ['€', 'EUR'],
])

const ALLOWED = "A-Za-z0-9/?:().,'+ -"
const ALL_ALLOWED = new RegExp(`^[${ALLOWED}]*$`)
const NOT_ALLOWED = new RegExp(`[^${ALLOWED}]`, 'gu')

/** Whether a text has only characters that SEPA passes on: a-z A-Z 0-9 / - ? : ( ) . , ' + and space (EPC217-08). */
export const isSepaText = (text: string): boolean => ALL_ALLOWED.test(text)

/**
 * A text in SEPA's characters: European letters become Latin ones, signs the nearest sign, and what has none a full
 * stop, as EPC217-08 advises. At most `longest` characters, cut after that; without spaces at its ends or two in a row.
 */
export function sepaText(text: string, longest: number): string {
  const plain = isSepaText(text) ? text : converted(text)
  return plain.replaceAll(/ {2,}/g, ' ').trim().slice(0, longest).trimEnd()
}

function converted(text: string): string {
  // Letters such as ½ or ﹠ fall apart into signs, and some signs into a space and a mark: before and after.
  return nearestSigns(inLatin(nearestSigns(text)))
    .replaceAll(/\p{M}|\p{Cf}|\p{Lm}/gu, mark => (APOSTROPHES.has(mark) ? "'" : ''))
    .replaceAll(/[\s\p{Z}\p{Cc}]+/gu, ' ')
    .replaceAll(NOT_ALLOWED, '.')
}

const nearestSigns = (text: string) =>
  text.replaceAll(/\p{P}|\p{S}/gu, sign => SIGNS.get(sign) ?? alike(sign))

/** Letters that are written as an apostrophe, as in a Ukrainian name. */
const APOSTROPHES = new Set(['\u02bc', '\u02b9', '\u02bb', '\u02ee'])

/** Dashes and quotes come in many shapes. */
function alike(sign: string): string {
  if (/\p{Pd}/u.test(sign)) return '-'
  return /\p{Pi}|\p{Pf}|[\u2032\u201a\u201e]/u.test(sign) ? "'" : sign
}
