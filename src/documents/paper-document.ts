import PDFDocument from 'pdfkit'

/** What of a document pdfkit counts while it writes. */
type Counting = { _offset: number }

/** Text is turned into bytes where it meets bytes, not sooner. */
type Part = string | Uint8Array

/**
 * A document of pdfkit that is read at once when it is finished. pdfkit turns each line into bytes letter by letter, and hands
 * each over as a part of a stream: that was a third of what a paper cost.
 */
export class PaperDocument extends PDFDocument {
  // Made by the first use: the constructor of pdfkit writes before fields of ours would be there.
  declare private parts: Part[]
  declare private drawn: Map<PDFKit.PDFPage, string>

  /** Takes what pdfkit writes: a line whose letters are bytes, or bytes. */
  _write(data: Part): void {
    this.parts ??= []
    const part = typeof data === 'string' ? `${data}\n` : data
    this.parts.push(part)
    const counting = this as unknown as Counting
    counting._offset += part.length
  }

  /** Draws on the current page: operators, all in ASCII. */
  override addContent(operators: string): this {
    this.drawn ??= new Map()
    this.drawn.set(this.page, `${this.drawn.get(this.page) ?? ''}${operators}\n`)
    return this
  }

  /** The bytes of the whole document, in memory of their own. Nothing can be drawn on it afterwards. */
  finish(): Buffer {
    for (const [page, drawn] of this.drawn) page.content.write(Buffer.from(drawn, 'latin1'))
    this.drawn.clear()
    this.end()
    const size = this.parts.reduce((sum, part) => sum + part.length, 0)
    const bytes = Buffer.from(new ArrayBuffer(size))
    let at = 0
    for (const part of this.parts) {
      if (typeof part === 'string') bytes.write(part, at, 'latin1')
      else bytes.set(part, at)
      at += part.length
    }
    return bytes
  }
}
