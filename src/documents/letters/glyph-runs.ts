import type { Font } from 'fontkit'
import { number, place } from './font-program.ts'
import type { Glyph, Places } from './glyph-places.ts'

/** A glyph where it stands: how far the next one is, and how far it is moved from its place; in units of the font. */
export type Positioned = Glyph & { xAdvance: number; xOffset: number; yOffset: number }

/**
 * A word as it was laid out, in units of the font; never changed. `shown`: its glyphs as text writes them, with what
 * brings some nearer to each other, and `highest` the greatest of their places; null where a glyph has no place that is
 * the same in every file, or is moved: then `glyphs` are to be written one by one.
 */
export type Run = { width: number; shown: string | null; highest: number; glyphs: readonly Positioned[] }

/**
 * Names and amounts differ on every paper, so the memory of words must have an end. The longest, as addresses are, come
 * again on their own paper only: each is measured and drawn several times there.
 */
const MOST_WORDS = 5_000
const LONGEST_WORD = 32
const MOST_LONG_WORDS = 16

/** How words of a font are laid out, with a memory of those that were. */
export function runsOfWords(font: Font, places: Places): (word: string) => Run {
  const pairs = pairsOf(font, places)
  return remember(word =>
    PLAIN.test(word) && !LIGATURE.test(word) ? composed(word, pairs) : runOf(layOut(font, word), places),
  )
}

/** Laying out is half the cost of a paper, and most words come again on the next one. */
function remember(layOutWord: (word: string) => Run): (word: string) => Run {
  const short = { words: new Map<string, Run>(), most: MOST_WORDS }
  const long = { words: new Map<string, Run>(), most: MOST_LONG_WORDS }
  return word => {
    const { words, most } = word.length > LONGEST_WORD ? long : short
    const known = words.get(word)
    if (known) return known
    const run = layOutWord(word)
    if (words.size >= most) words.delete(words.keys().next().value ?? '')
    words.set(word, run)
    return run
  }
}

/**
 * Letters of Noto Sans that stand side by side as each pair of them does: no word of them is drawn otherwise than its pairs
 * are, but for ligatures. Amounts, numbers and addresses are new on every paper, and laying them out anew was the
 * greatest part of its cost.
 */
const PLAIN = /^[\x20-\x7e\u00a0\u202f€−…’«»·×éèêëàâçôûîïùÉÀÈœ]+$/
const LIGATURE = /f[fil]/

/** A letter before another: how far that one is, the letter as text writes it, and its place. */
type Pair = { xAdvance: number; shown: string; place: number }

function pairsOf(font: Font, places: Places): (pair: string) => Pair {
  const pairs = new Map<string, Pair>()
  return pair => {
    const known = pairs.get(pair)
    if (known) return known
    const [first] = layOut(font, pair)
    if (first === undefined) throw new Error(`The font draws nothing for "${pair}".`)
    const { shown, highest, width } = runOf([first], places)
    const made = { xAdvance: width, shown: shown ?? '', place: highest }
    pairs.set(pair, made)
    return made
  }
}

/** The same run as the font lays out, put together from its pairs of letters. */
function composed(word: string, pairOf: (pair: string) => Pair): Run {
  let width = 0
  let highest = 0
  const shown: string[] = []
  for (let at = 0; at < word.length; at++) {
    const pair = pairOf(word.slice(at, at + 2))
    width += pair.xAdvance
    shown.push(pair.shown)
    if (pair.place > highest) highest = pair.place
  }
  // Joined, not added: what is remembered is one text, not a chain of many.
  return { width, shown: shown.join(''), highest, glyphs: [] }
}

function runOf(glyphs: Positioned[], { placeOf, unitsPerEm }: Places): Run {
  const width = glyphs.reduce((sum, { xAdvance }) => sum + xAdvance, 0)
  const at = glyphs.map(({ id, xOffset, yOffset }) => {
    return xOffset === 0 && yOffset === 0 ? (placeOf.get(id) ?? null) : null
  })
  if (at.includes(null)) return { width, shown: null, highest: 0, glyphs }
  const shown = glyphs.map(({ advanceWidth, xAdvance }, index) => {
    const apart = advanceWidth - xAdvance
    return `${place(at[index] ?? 0)}${apart === 0 ? '' : `> ${number((apart * 1000) / unitsPerEm)} <`}`
  })
  return { width, shown: shown.join(''), highest: Math.max(0, ...at.map(Number)), glyphs: [] }
}

function layOut(font: Font, text: string): Positioned[] {
  // fontkit remembers each glyph with the letters that it stood for first, or with none when an earlier
  // document only embedded it as a part of another glyph: the text that is read back from this document would
  // then depend on the documents before it.
  ;(font as unknown as { _glyphs: object })._glyphs = {}
  const { glyphs, positions } = font.layout(text)
  return glyphs.map(({ id, advanceWidth, codePoints }, index) => {
    const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[index] ?? {}
    return { id, advanceWidth, codePoints, xAdvance, xOffset, yOffset }
  })
}
