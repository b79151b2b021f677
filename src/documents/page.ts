import { type Face, lineHeight, loadedFont, widthOf } from './fonts.ts'
import { EmbeddedFont } from './letters/embedded-font.ts'
import { number } from './letters/font-program.ts'
import { type Look, wrap } from './lines.ts'
import { PaperDocument } from './paper-document.ts'

/** A4 in points, with room at the foot for the number of the paper. */
export const PAGE = { left: 62, right: 533, top: 54, bottom: 776, foot: 794 }

/** One accent; everything else is ink or grey. Each pair of text and ground has a contrast of 5 to 1 or more. */
export const COLORS = {
  ink: '#1b2530',
  grey: '#5a6672',
  accent: '#0b5a60',
  tint: '#eaf3f3',
  rule: '#dce2e7',
  white: '#ffffff',
}

/** Text with its look and colour. */
export type Ink = Look & { color: string }

/** What stands for the whole paper: title shown by the reader, language, creation date, and the foot of each page. */
export type About = {
  title: string
  language: string
  createdAt: Date
  foot: { left: string; right: (page: number, pages: number) => string }
}

type Doc = PDFKit.PDFDocument

/** A node of the structure tree that a reader for the blind walks along. */
export type Structure = PDFKit.PDFStructureElement

/**
 * A paper that is written from top to bottom: PDF/A-3a in structure, tagged, fonts embedded, the same bytes for
 * the same input. What is on it is either part of the structure (`write`) or an artifact (`decorate`). Checked
 * by our own tests, not certified.
 */
export class Paper {
  /** Where the next thing goes, in points from the top of the page. */
  y = PAGE.top
  readonly #doc: PaperDocument
  readonly #about: About
  readonly #root: Structure
  readonly #fonts: Record<Face, EmbeddedFont>

  constructor(about: About) {
    this.#about = about
    this.#doc = openDocument(about)
    this.#fonts = {
      regular: new EmbeddedFont(this.#doc, 'regular'),
      bold: new EmbeddedFont(this.#doc, 'bold'),
    }
    this.#root = this.#doc.struct('Document')
    this.#doc.addStructure(this.#root)
  }

  /** Begins a new page unless this much still fits on the current one. */
  ensure(height: number): void {
    if (this.y + height <= PAGE.bottom) return
    this.#doc.addPage()
    this.y = PAGE.top
  }

  /** A part of the structure that holds others (a table, a row): `fill` gets it as their parent. */
  group(
    type: string,
    fill: (group: Structure) => void,
    parent = this.#root,
    scope: 'Row' | 'Column' = 'Row',
  ): void {
    // Most of our tables have their headers at the left; the published types do not know `scope` yet.
    const group = this.#doc.struct(type, (type === 'TH' ? { scope } : {}) as object)
    parent.add(group)
    fill(group)
    group.end()
  }

  /** A part of the structure with text in it, all on the current page. */
  write(type: string, draw: () => void, parent = this.#root): void {
    this.group(type, element => this.mark(element, type, draw), parent)
  }

  /** Text on the current page as content of a part of the structure that may hold more. */
  mark(element: Structure, type: string, draw: () => void): void {
    const content = this.#doc.markStructureContent(type)
    draw()
    this.#doc.endMarkedContent()
    element.add(content)
  }

  /** Something to look at that says nothing: rules, grounds. */
  decorate(draw: (doc: Doc) => void): void {
    this.#doc.markContent('Artifact', { type: 'Layout' })
    draw(this.#doc)
    this.#doc.endMarkedContent()
  }

  /** Puts lines at a place of the current page, one under the other. `right`: x is where they end. */
  place(lines: readonly string[], ink: Ink, at: { x: number; y: number; right?: boolean }): void {
    const { face, size, color } = ink
    const { ascent, unitsPerEm } = loadedFont(face).places
    const font = this.#fonts[face]
    this.#doc.page.fonts[face] ??= font.ref()
    lines.forEach((line, index) => {
      if (line === '') return
      const x = number(at.right ? at.x - widthOf(line.trimEnd(), face, size) : at.x)
      const y = number(at.y + index * lineHeight(size) + (ascent / unitsPerEm) * size)
      // pdfkit counts from the top of the page: letters are turned back upright.
      const start = `${rgb(color)} rg\nBT\n/${face} ${number(size)} Tf\n1 0 0 -1 ${x} ${y} Tm`
      this.#doc.addContent(`${start}\n${font.encode(line, size)}\nET`)
    })
  }

  /** A paragraph as wide as the page, which may run over to the next ones. */
  paragraph(text: string, ink: Ink): void {
    const height = lineHeight(ink.size)
    const lines = wrap(text, ink, PAGE.right - PAGE.left)
    this.group('P', element => {
      while (lines.length > 0) {
        this.ensure(height)
        const fitting = lines.splice(0, Math.max(1, Math.floor((PAGE.bottom - this.y) / height)))
        this.mark(element, 'P', () => this.place(fitting, ink, { x: PAGE.left, y: this.y }))
        this.y += fitting.length * height
      }
    })
  }

  /** Text that can be clicked where its address is https; other schemes stay plain text. */
  link(url: string, ink: Ink, at: { x: number; y: number; width: number }, parent: Structure): void {
    const lines = wrap(url, ink, at.width)
    const target = safeTarget(url)
    const draw = () => this.place(lines, ink, at)
    if (target === null) this.write('P', draw, parent)
    else
      this.group(
        'Link',
        element => {
          this.mark(element, 'Link', draw)
          const area = { structParent: element, Contents: new String(target) }
          const width = Math.max(...lines.map(line => widthOf(line, ink.face, ink.size)))
          this.#doc.link(at.x, at.y, width, lines.length * lineHeight(ink.size), target, area as object)
        },
        parent,
      )
  }

  /**
   * A picture on the current page as a part of the structure; `alt` says it to who does not see it. `box` is its left, top,
   * right and bottom in points.
   */
  picture(alt: string, box: [number, number, number, number], draw: (doc: Doc) => void): void {
    const figure = this.#doc.struct('Figure', { alt, bbox: box } as object)
    this.#root.add(figure)
    this.mark(figure, 'Figure', () => draw(this.#doc))
    figure.end()
  }

  /** Puts the data of the paper into the file, for programs: dated as the paper is. */
  attach(file: { name: string; type: string; bytes: Buffer; description: string }): void {
    const { name, type, bytes, description } = file
    const { createdAt } = this.#about
    const dates = { creationDate: createdAt, modifiedDate: createdAt }
    this.#doc.file(bytes, { name, type, description, relationship: 'Data', ...dates } as object)
  }

  /** Writes the foot of every page and answers the bytes. The paper cannot be written on afterwards. */
  finish(): Buffer {
    const { count } = this.#doc.bufferedPageRange()
    const { left, right } = this.#about.foot
    const ink: Ink = { face: 'regular', size: 8, color: COLORS.grey }
    for (let page = 0; page < count; page++) {
      this.#doc.switchToPage(page)
      this.#doc.markContent('Artifact', { type: 'Pagination', attached: ['Bottom'] })
      this.place([left], ink, { x: PAGE.left, y: PAGE.foot })
      this.place([right(page + 1, count)], ink, { x: PAGE.right, y: PAGE.foot, right: true })
      this.#doc.endMarkedContent()
    }
    this.#root.end()
    for (const font of Object.values(this.#fonts)) font.finalize()
    return this.#doc.finish()
  }
}

/** The address as it may be clicked, or null: nothing but https, and no user or password in it. */
function safeTarget(url: string): string | null {
  const target = URL.parse(url)
  return target?.protocol === 'https:' && target.username === '' && target.password === ''
    ? target.href
    : null
}

function openDocument({ title, language, createdAt }: About): PaperDocument {
  const options = {
    size: 'A4',
    margin: 0,
    // The number of pages is known when all are written; the feet are put on then.
    bufferPages: true,
    pdfVersion: '1.7',
    subset: 'PDF/A-3a',
    tagged: true,
    lang: language,
    displayTitle: true,
    // The standard fonts cannot be embedded, so the document must not start with one.
    font: null,
    info: { Title: title, Creator: 'Tantième', CreationDate: createdAt },
  }
  return new PaperDocument(options as unknown as PDFKit.PDFDocumentOptions)
}

const colors = new Map<string, string>()

/** "#0b5a60" as three parts of one. */
function rgb(color: string): string {
  const known = colors.get(color)
  if (known !== undefined) return known
  const parts = [1, 3, 5].map(at => number(Number.parseInt(color.slice(at, at + 2), 16) / 255)).join(' ')
  colors.set(color, parts)
  return parts
}
