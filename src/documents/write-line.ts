/** What pdfkit knows of a font in one document: glyphs get their place in the file as they are first drawn. */
type EmbeddedFont = {
  id: string
  ascender: number
  ref(): unknown
  encode(text: string): [glyphs: string[], positions: Position[]]
}
type Position = { xAdvance: number; advanceWidth: number; xOffset: number; yOffset: number }

/** What of a document the drawing of a line reads and writes. */
type Inked = {
  _font: EmbeddedFont
  page: { fonts: Record<string, unknown> }
  addContent(operators: string): unknown
}

/**
 * Draws one line in the font and colour that are set; x and y are its upper left corner in points. It writes in one piece
 * what pdfkit's own text writes in ten, after looking at options that our papers never use: a third of their cost.
 */
export function writeLine(
  doc: PDFKit.PDFDocument,
  line: string,
  at: { size: number; x: number; y: number },
): void {
  if (line === '') return
  const { size, x, y } = at
  const { _font: font, page, addContent } = doc as unknown as Inked
  page.fonts[font.id] ??= font.ref()
  const baseline = y + (font.ascender * size) / 1000
  const [glyphs, positions] = font.encode(line)
  const parts: string[] = []
  const scale = size / 1000
  let shown = ''
  let pen = x
  // The page is drawn from its top: letters are turned back upright.
  const move = (dx: number, dy: number) => `1 0 0 -1 ${number(pen + dx)} ${number(baseline - dy)} Tm`
  const show = () => {
    if (shown !== '') parts.push(`[<${shown}>] TJ`)
    shown = ''
  }
  positions.forEach((position, index) => {
    const { xAdvance, advanceWidth, xOffset, yOffset } = position
    const apart = xOffset !== 0 || yOffset !== 0
    if (apart) {
      show()
      parts.push(move(xOffset * scale, yOffset * scale))
    }
    shown += glyphs[index]
    pen += xAdvance * scale
    if (apart) {
      show()
      parts.push(move(0, 0))
    } else if (xAdvance !== advanceWidth) {
      shown += `> ${number(advanceWidth - xAdvance)} <`
    }
  })
  show()
  const start = `1 0 0 -1 ${number(x)} ${number(baseline)} Tm`
  addContent.call(doc, `BT\n${start}\n/${font.id} ${number(size)} Tf\n${parts.join('\n')}\nET`)
}

/** A number as a PDF writes it: six decimals at most, never with an exponent. */
function number(value: number): number {
  return Math.round(value * 1e6) / 1e6
}
