import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { create, type Font, type GlyphPosition, type GlyphRun } from 'fontkit'

/** The two weights of Noto Sans that our papers use: Latin, Greek and Cyrillic, digits of one width. */
export type Face = 'regular' | 'bold'

const FILES: Record<Face, string> = {
  regular: '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
  bold: '@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf',
}

/**
 * Names and amounts differ on every paper, so the memory of words must have an end. The longest, as addresses are, come
 * again on their own paper only: each is measured and drawn several times there.
 */
const MOST_WORDS = 5_000
const LONGEST_WORD = 32
const MOST_LONG_WORDS = 16

/** A word as it was laid out, in units of the font; never changed. */
type Run = { glyphs: GlyphRun['glyphs']; positions: readonly GlyphPosition[]; width: number }

const parsed = new Map<Face, { font: Font; runOf: (word: string) => Run }>()

/** The font of a face, parsed once per process, with a memory of the words it has laid out. */
export function fontOf(face: Face): Font {
  return loaded(face).font
}

/** Width of a text in points. */
export function widthOf(text: string, face: Face, size: number): number {
  const { font, runOf } = loaded(face)
  // Word by word, as pdfkit draws: what was measured is what is drawn, and both use the same memory.
  const units = text.split(/(?<= )/).reduce((sum, word) => sum + runOf(word).width, 0)
  return (units / font.unitsPerEm) * size
}

/** Height of a line in points, from ascender to descender. */
export function lineHeight(size: number): number {
  const { ascent, descent, unitsPerEm } = fontOf('regular')
  return ((ascent - descent) / unitsPerEm) * size
}

/**
 * A text as it may stand on paper: one line, composed accents, without control characters and without marks
 * that turn the direction of what follows. Letters that Noto Sans lacks become U+FFFD, because PDF/A forbids
 * glyphs without a meaning. At most `longest` characters, then an ellipsis.
 */
export function printable(text: string, longest = 300): string {
  const plain = text
    .normalize('NFC')
    .replace(/(?![\u00a0\u202f])[\p{Cc}\p{Z}]/gu, ' ')
    .replace(/[\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Variation_Selector}]/gu, '')
    // Marks piled on one letter would grow into the lines above.
    .replace(/(\p{M}{2})\p{M}+/gu, '$1')
    .replace(/ {2,}/g, ' ')
    .trim()
  const font = fontOf('regular')
  const letters = [...plain].map(letter =>
    font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0) ? letter : '\ufffd',
  )
  return letters.length > longest ? `${letters.slice(0, longest).join('').trimEnd()}…` : letters.join('')
}

function loaded(face: Face): { font: Font; runOf: (word: string) => Run } {
  const known = parsed.get(face)
  if (known) return known
  const font = create(readFileSync(fileURLToPath(import.meta.resolve(FILES[face])))) as Font
  const layout = font.layout.bind(font)
  const letterOf = lettersOf(font, layout)
  const runOf = remember(word =>
    PLAIN.test(word) && !LIGATURE.test(word) ? composed(word, letterOf) : layOut(font, layout, word),
  )
  font.layout = (text, ...rest) => {
    return rest.some(option => option !== undefined) ? layout(text, ...rest) : copyOf(runOf(text))
  }
  font.createSubset = sharedSubset(font)
  parsed.set(face, { font, runOf })
  return { font, runOf }
}

/** The letters that nearly every paper needs; others are added where they stand. */
const USUAL = `${String.fromCharCode(...Array.from({ length: 95 }, (_, index) => 32 + index))}\u00a0\u202f€−…’«»·×éèêëàâçôûîïùÉÀÈ`

/** What of a fontkit subset is not in its published type. */
type Subset = ReturnType<Font['createSubset']> & {
  glyphs: number[]
  mapping: Record<number, number>
  encode(): Uint8Array
}

/**
 * Each file holds the usual letters, at the same places whatever is on the paper: writing them out is done once, and a
 * paper that needs no others takes the bytes as they are.
 */
function sharedSubset(font: Font): Font['createSubset'] {
  const create = font.createSubset.bind(font)
  const usual = create() as Subset
  for (const letter of USUAL)
    usual.includeGlyph(font.glyphForCodePoint(letter.codePointAt(0) ?? 0).id as never)
  const glyphs = [...usual.glyphs]
  const mapping = { ...usual.mapping }
  const bytes = usual.encode()
  return () => {
    const subset = create() as Subset
    subset.glyphs = [...glyphs]
    subset.mapping = { ...mapping }
    const encode = subset.encode.bind(subset)
    subset.encode = () => (subset.glyphs.length === glyphs.length ? bytes : encode())
    return subset
  }
}

/** What pdfkit knows of the letters in a file: widths in thousandths of the size, and what each glyph stands for. */
export type Known = { widths: number[]; unicode: number[][] }

const usualOf = new Map<Face, Known>()

/** Tells a new document of the usual letters, as if each had been drawn first of all. */
export function knowUsual(known: Known, face: Face): void {
  const usual = usualOf.get(face) ?? readUsual(face, known)
  usualOf.set(face, usual)
  known.widths = [...usual.widths]
  known.unicode = [...usual.unicode]
}

/** The usual letters of a face after what every document begins with. */
function readUsual(face: Face, { widths: [width = 0], unicode: [meaning = [0]] }: Known): Known {
  const font = fontOf(face)
  const usual: Known = { widths: [width], unicode: [meaning] }
  const seen = new Set<number>()
  for (const letter of USUAL) {
    const codePoint = letter.codePointAt(0) ?? 0
    const { id, advanceWidth } = font.glyphForCodePoint(codePoint)
    if (seen.has(id)) continue
    seen.add(id)
    usual.widths.push(advanceWidth * (1000 / font.unitsPerEm))
    usual.unicode.push([codePoint])
  }
  return usual
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
const LIGATURE = /f[bfhijklt]/

/** A letter alone, and how far the next one stands from it: in units of the font. */
type Letters = { glyphOf(letter: string): GlyphRun['glyphs'][number]; advanceOf(pair: string): number }

function lettersOf(font: Font, layout: Font['layout']): Letters {
  const glyphs = new Map<string, GlyphRun['glyphs'][number]>()
  const advances = new Map<string, number>()
  const kept = <Value>(known: Map<string, Value>, text: string, of: (run: Run) => Value): Value => {
    const found = known.get(text) ?? of(layOut(font, layout, text))
    known.set(text, found)
    return found
  }
  return {
    glyphOf: letter => kept(glyphs, letter, run => run.glyphs[0] as GlyphRun['glyphs'][number]),
    advanceOf: pair => kept(advances, pair, run => run.positions[0]?.xAdvance ?? 0),
  }
}

/** The same run as the font lays out, put together from its pairs of letters. */
function composed(word: string, { glyphOf, advanceOf }: Letters): Run {
  const glyphs = Array.from(word, glyphOf)
  const positions = Array.from(word, (letter, index) => {
    const xAdvance = advanceOf(`${letter}${word[index + 1] ?? ''}`)
    return { xAdvance, yAdvance: 0, xOffset: 0, yOffset: 0 }
  })
  const width = positions.reduce((sum, position) => sum + position.xAdvance, 0)
  return { glyphs, positions: positions as unknown as GlyphPosition[], width }
}

function layOut(font: Font, layout: Font['layout'], text: string): Run {
  // fontkit remembers each glyph with the letters that it stood for first, or with none when an earlier
  // document only embedded it as a part of another glyph: the text that is read back from this document would
  // then depend on the documents before it.
  ;(font as unknown as { _glyphs: object })._glyphs = {}
  const { glyphs, positions, advanceWidth } = layout(text)
  // Plain values of what pdfkit reads: the glyph works its width out anew each time.
  const plain = glyphs.map(glyph => ({
    id: glyph.id,
    advanceWidth: glyph.advanceWidth,
    codePoints: glyph.codePoints,
  }))
  return { glyphs: plain as unknown as GlyphRun['glyphs'], positions, width: advanceWidth }
}

/** pdfkit scales the positions it is given in place, and reads the width afterwards. */
function copyOf({ glyphs, positions }: Run): GlyphRun {
  const own = positions.map(position => ({ ...position }))
  const run = {
    glyphs,
    positions: own,
    get advanceWidth() {
      return own.reduce((width, position) => width + position.xAdvance, 0)
    },
  }
  return run as unknown as GlyphRun
}
