import type { Font } from 'fontkit'

/** A letter, or letters drawn as one: how wide it is in units of the font, and what it stands for. */
export type Glyph = { id: number; advanceWidth: number; codePoints: readonly number[] }

/** Where glyphs stand in our files: the same places in each of them. */
export type Places = {
  font: Font
  /** Measures in units of the font, which asks its tables for them each time. */
  unitsPerEm: number
  ascent: number
  descent: number
  /** In their order; the first is what every font begins with, for letters it has not. */
  glyphs: readonly Glyph[]
  /** From the glyph in the font to its place. */
  placeOf: ReadonlyMap<number, number>
  /** How many glyphs a file holds that needs no more than these: the smallest number that is enough. */
  sizes: readonly number[]
}

const range = (from: number, to: number) =>
  String.fromCharCode(...Array.from({ length: to - from + 1 }, (_, index) => from + index))

/** What nearly every paper needs. */
const USUAL = `${range(0x20, 0x7e)}\u00a0\u202f€−…’«»·×éèêëàâçôûîïùÉÀÈœ`
/** Two letters and three that are drawn as one. */
const TOGETHER = ['ff', 'fi', 'fl', 'ffi', 'ffl']
/** The names of Europe in Latin letters, and those in Greek and Cyrillic ones. */
const LATIN = `${range(0xa1, 0x17f)}ȘșȚț–—‘“”„`
const OTHERS = `${range(0x386, 0x3ce)}${range(0x400, 0x45f)}Ґґ`

/**
 * The glyphs of our files: what is usual stands first, so that a paper with a rarer letter holds the others too, and its
 * font, once written, serves all that need no more.
 */
export function placesOf(font: Font): Places {
  const glyphs: Glyph[] = [plain(font.getGlyph(0), [0])]
  const placeOf = new Map([[0, 0]])
  const put = (glyph: Glyph) => {
    if (placeOf.has(glyph.id)) return
    placeOf.set(glyph.id, glyphs.push(glyph) - 1)
  }
  const putLetters = (letters: string) => {
    for (const letter of letters) {
      const codePoint = letter.codePointAt(0) ?? 0
      put(plain(font.glyphForCodePoint(codePoint), [codePoint]))
    }
    return glyphs.length
  }
  putLetters(USUAL)
  for (const text of TOGETHER) {
    const [glyph, ...more] = font.layout(text).glyphs
    if (glyph !== undefined && more.length === 0) put(plain(glyph, codePointsOf(text)))
  }
  const sizes = [glyphs.length, putLetters(LATIN), putLetters(OTHERS)]
  const { unitsPerEm, ascent, descent } = font
  return { font, unitsPerEm, ascent, descent, glyphs, placeOf, sizes }
}

function plain({ id, advanceWidth }: { id: number; advanceWidth: number }, codePoints: number[]): Glyph {
  return { id, advanceWidth, codePoints }
}

function codePointsOf(text: string): number[] {
  return Array.from(text, letter => letter.codePointAt(0) ?? 0)
}
