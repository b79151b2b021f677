import { capitalised } from './cased.ts'
import { greekInLatin } from './greek-letters.ts'

/**
 * Letters that are no plain letter with a mark: those with a stroke lose it like an accent, those that join two are
 * written out (ICAO Doc 9303, part 3, section 6.A; for ø and ĸ as their countries' own plain spelling has it).
 */
const LATIN: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'n',
  ǥ: 'g',
  ʒ: 'z',
  ə: 'e',
  ĸ: 'q',
  ı: 'i',
  ɨ: 'i',
  ƶ: 'z',
  ƀ: 'b',
}

/** Cyrillic letters as Bulgaria writes them by law (Transliteration Act of 2009): its is the script's language of the Union. */
const BULGARIAN: Record<string, string> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'y',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'h',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'sht',
  ъ: 'a',
  ь: 'y',
  ю: 'yu',
  я: 'ya',
}

/** Cyrillic letters that Bulgarian has not, as passports write them (ICAO Doc 9303, part 3, section 6.B). */
const OTHER_CYRILLIC: Record<string, string> = {
  ё: 'e',
  ы: 'y',
  э: 'e',
  є: 'ie',
  і: 'i',
  ї: 'i',
  ґ: 'g',
  ў: 'u',
  ђ: 'd',
  ѓ: 'g',
  ѕ: 'dz',
  ј: 'j',
  ќ: 'k',
  љ: 'lj',
  њ: 'nj',
  ћ: 'c',
  џ: 'dz',
}

const LETTERS = new Map(Object.entries({ ...LATIN, ...BULGARIAN, ...OTHER_CYRILLIC }))

/**
 * A text in the letters A to Z where it has others of Europe: accents fall away (as in the conversion table of
 * EPC217-08), Greek is written by ELOT 743, Cyrillic by the rules above. What is no letter, and letters of other
 * scripts, stay as they are.
 */
export function inLatin(text: string): string {
  const composed = greekInLatin(text.normalize('NFKC')).replaceAll(/(и)я(?!\p{L})/giu, atTheEnd)
  return [...composed].map((letter, index, all) => written(letter, all[index + 1])).join('')
}

/** The law of 2009 writes the last two letters of such a word as "ia". */
const atTheEnd = (both: string, first: string) => `${first}${both.endsWith('Я') ? 'А' : 'а'}`

function written(letter: string, next: string | undefined): string {
  const known = knownAs(letter, next)
  if (known !== undefined) return known
  // A letter of the table may stand under marks: ǿ is an ø, ѝ an и.
  const bare = letter.normalize('NFD').replaceAll(/\p{M}/gu, '')
  return knownAs(bare, next) ?? bare
}

function knownAs(letter: string, next: string | undefined): string | undefined {
  const small = letter.toLowerCase()
  const latin = LETTERS.get(small)
  return latin === undefined || letter === small ? latin : capitalised(latin, next)
}
