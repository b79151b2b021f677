import { type Face, type Loaded, loadedFont, runsOf } from '../fonts.ts'
import { number, place, programOf } from './font-program.ts'
import type { Glyph } from './glyph-places.ts'
import type { Positioned, Run } from './glyph-runs.ts'
import { Written } from './written.ts'

type Doc = PDFKit.PDFDocument

/**
 * A font in one document, as pdfkit's own is: asked for its reference where it is drawn, and finalized before the document
 * ends. pdfkit writes outlines, widths and meanings anew for each document; here they are made once per process.
 */
export class EmbeddedFont {
  readonly #doc: Doc
  readonly #loaded: Loaded
  readonly #own: Glyph[] = []
  readonly #ownPlaces = new Map<number, number>()
  #dictionary: PDFKit.PDFKitReference | null = null
  #highest = 0

  constructor(doc: Doc, face: Face) {
    this.#doc = doc
    this.#loaded = loadedFont(face)
  }

  /** What the resources of a page name the font by. */
  ref(): PDFKit.PDFKitReference {
    this.#dictionary ??= this.#doc.ref({})
    return this.#dictionary
  }

  /** The operators that show a text. `size` counts for letters that are raised only. */
  encode(text: string, size: number): string {
    let shown = ''
    for (const run of runsOf(text, this.#loaded)) shown += this.#shownRun(run, size)
    return `[<${shown}>] TJ`
  }

  #shownRun({ shown, highest, glyphs }: Run, size: number): string {
    if (shown === null) return glyphs.map(glyph => this.#shownGlyph(glyph, size)).join('')
    if (highest > this.#highest) this.#highest = highest
    return shown
  }

  /** A glyph that is not where the one before it ends, or that has no place of its own in our files. */
  #shownGlyph(glyph: Positioned, size: number): string {
    const { advanceWidth, xAdvance, xOffset, yOffset } = glyph
    const code = place(this.#placeOf(glyph))
    const scale = 1000 / this.#loaded.places.unitsPerEm
    const before = xOffset === 0 ? '' : `> ${number(-xOffset * scale)} <`
    const apart = advanceWidth + xOffset - xAdvance
    const after = apart === 0 ? '' : `> ${number(apart * scale)} <`
    if (yOffset === 0) return `${before}${code}${after}`
    const rise = number((yOffset * scale * size) / 1000)
    return `${before}>] TJ\n${rise} Ts\n[<${code}>] TJ\n0 Ts\n[<${after}`
  }

  #placeOf(glyph: Positioned): number {
    const { glyphs, placeOf } = this.#loaded.places
    const known = placeOf.get(glyph.id)
    if (known !== undefined) {
      this.#highest = Math.max(this.#highest, known)
      return known
    }
    const own = this.#ownPlaces.get(glyph.id) ?? glyphs.length + this.#own.push(glyph) - 1
    this.#ownPlaces.set(glyph.id, own)
    return own
  }

  /** Writes the font with what was shown of it; nothing when nothing was. */
  finalize(): void {
    const dictionary = this.#dictionary
    if (dictionary === null) return
    const { font, places } = this.#loaded
    const { outlines, length, widths, meanings, tag } = programOf(places, this.#highest, this.#own)
    const name = `${tag}+${font.postscriptName}`
    const letters = this.#add({
      Type: 'Font',
      Subtype: 'CIDFontType2',
      BaseFont: name,
      CIDToGIDMap: 'Identity',
      CIDSystemInfo: {
        Registry: new String('Adobe'),
        Ordering: new String('Identity'),
        Supplement: 0,
      },
      FontDescriptor: this.#describe(name, this.#add({ Length1: length }, outlines)),
      W: new Written(`[0 [${widths}]]`),
    })
    Object.assign(dictionary.data, {
      Type: 'Font',
      Subtype: 'Type0',
      BaseFont: name,
      Encoding: 'Identity-H',
      DescendantFonts: [letters],
      ToUnicode: this.#add({}, meanings),
    })
    dictionary.end(undefined)
  }

  #describe(name: string, outlines: PDFKit.PDFKitReference): PDFKit.PDFKitReference {
    const { font, places } = this.#loaded
    const scale = 1000 / places.unitsPerEm
    const { minX, minY, maxX, maxY } = font.bbox
    return this.#add({
      Type: 'FontDescriptor',
      FontName: name,
      Flags: 4,
      FontBBox: [minX, minY, maxX, maxY].map(side => side * scale),
      ItalicAngle: 0,
      Ascent: places.ascent * scale,
      Descent: places.descent * scale,
      CapHeight: font.capHeight * scale,
      XHeight: font.xHeight * scale,
      StemV: 0,
      FontFile2: outlines,
    })
  }

  /** An object of the document; `bytes` are its stream, made smaller already. */
  #add(data: object, bytes?: Uint8Array): PDFKit.PDFKitReference {
    // A stream that says how it was made smaller is taken as it is.
    const stream = bytes === undefined ? {} : { Length: 0, Filter: 'FlateDecode' }
    const reference = this.#doc.ref({ ...data, ...stream })
    reference.end(bytes as Buffer | undefined)
    return reference
  }
}
