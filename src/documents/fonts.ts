import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { create, type Font } from 'fontkit'
import { type Places, placesOf } from './letters/glyph-places.ts'
import { type Run, runsOfWords } from './letters/glyph-runs.ts'

/** The two weights of Noto Sans that our papers use: Latin, Greek and Cyrillic, digits of one width. */
export type Face = 'regular' | 'bold'

const FILES: Record<Face, string> = {
  regular: '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
  bold: '@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf',
}

/** A font, where its glyphs stand in our files, and its words as they are laid out, which it remembers. */
export type Loaded = { font: Font; places: Places; runOf: (word: string) => Run }

const parsed = new Map<Face, Loaded>()

/** The font of a face, parsed once per process. */
export function loadedFont(face: Face): Loaded {
  const known = parsed.get(face)
  if (known) return known
  const font = create(readFileSync(fileURLToPath(import.meta.resolve(FILES[face])))) as Font
  const places = placesOf(font)
  const loaded = { font, places, runOf: runsOfWords(font, places) }
  parsed.set(face, loaded)
  return loaded
}

/** A text word by word, each with the space behind it: what is measured is what is drawn. */
export function runsOf(text: string, { runOf }: Loaded): Run[] {
  const runs: Run[] = []
  let from = 0
  while (from < text.length) {
    const space = text.indexOf(' ', from)
    const end = space < 0 ? text.length : space + 1
    runs.push(runOf(text.slice(from, end)))
    from = end
  }
  return runs
}

/** Width of a text in points. */
export function widthOf(text: string, face: Face, size: number): number {
  const loaded = loadedFont(face)
  let units = 0
  for (const { width } of runsOf(text, loaded)) units += width
  return (units / loaded.places.unitsPerEm) * size
}

/** Height of a line in points, from ascender to descender. */
export function lineHeight(size: number): number {
  const { ascent, descent, unitsPerEm } = loadedFont('regular').places
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
  const { font } = loadedFont('regular')
  const letters = [...plain].map(letter =>
    font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0) ? letter : '\ufffd',
  )
  return letters.length > longest ? `${letters.slice(0, longest).join('').trimEnd()}…` : letters.join('')
}
