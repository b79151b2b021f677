import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import type { Glyph, Places } from './glyph-places.ts'

/** What a file holds of a font, ready to be copied into it. */
export type Program = {
  /** The outlines as TrueType, made smaller, and how long they are when they are not. */
  outlines: Uint8Array
  length: number
  /** Widths by place, in thousandths of the size. */
  widths: string
  /** From places to letters, made smaller. */
  meanings: Uint8Array
  /** Six capital letters, of the later ones, that tell this choice of glyphs from others of the same font. */
  tag: string
}

const written = new WeakMap<Places, Map<number, Program>>()

/**
 * The font with the glyphs up to a place, and with those that only this paper needs behind all known ones. A font without
 * such glyphs is written once per process: there are as many as sizes.
 */
export function programOf(places: Places, highest: number, own: readonly Glyph[]): Program {
  if (own.length > 0) return writeProgram(places, [...places.glyphs, ...own])
  const programs = written.get(places) ?? new Map<number, Program>()
  written.set(places, programs)
  const size = places.sizes.find(most => highest < most) ?? places.glyphs.length
  const program = programs.get(size) ?? writeProgram(places, places.glyphs.slice(0, size))
  programs.set(size, program)
  return program
}

function writeProgram({ font }: Places, glyphs: readonly Glyph[]): Program {
  const subset = font.createSubset()
  for (const { id } of glyphs) subset.includeGlyph(id as never)
  const outlines = (subset as unknown as { encode(): Uint8Array }).encode()
  const scale = 1000 / font.unitsPerEm
  const hash = createHash('sha256')
    .update(glyphs.map(({ id }) => id).join())
    .digest()
  return {
    outlines: deflateSync(outlines),
    length: outlines.length,
    widths: glyphs.map(({ advanceWidth }) => number(advanceWidth * scale)).join(' '),
    meanings: deflateSync(meaningsOf(glyphs)),
    tag: String.fromCharCode(...hash.subarray(0, 6).map(byte => 75 + (byte % 16))),
  }
}

/** At most so many letters in a row may be told at once. */
const IN_A_ROW = 100

function meaningsOf(glyphs: readonly Glyph[]): string {
  const letters = glyphs.map(({ codePoints }) => `<${codePoints.map(utf16).join('')}>`)
  const rows: string[] = []
  for (let from = 0; from < letters.length; from += IN_A_ROW) {
    const row = letters.slice(from, from + IN_A_ROW)
    rows.push(`<${place(from)}> <${place(from + row.length - 1)}> [${row.join(' ')}]`)
  }
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
${rows.length} beginbfrange
${rows.join('\n')}
endbfrange
endcmap
CMapName currentdict /CMap defineresource pop
end
end`
}

/** The place of a glyph as text writes it. */
export function place(at: number): string {
  return at.toString(16).padStart(4, '0')
}

function utf16(codePoint: number): string {
  const units = String.fromCodePoint(codePoint)
  return Array.from({ length: units.length }, (_, index) => place(units.charCodeAt(index))).join('')
}

/** A number as text writes it: a thousandth of a point is finer than any printer, and never with an exponent. */
export function number(value: number): number {
  return Math.round(value * 1e3) / 1e3
}
