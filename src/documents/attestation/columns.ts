import { lineHeight } from '../fonts.ts'
import { wrap } from '../lines.ts'
import { COLORS, type Ink, PAGE, type Paper, type Structure } from '../page.ts'

const TEXT: Ink = { face: 'regular', size: 8.5, color: COLORS.ink }
const HEAD: Ink = { ...TEXT, face: 'bold', color: COLORS.grey }
const PAD = 1.6

/** A column: what stands at its head, where it begins or, with `right`, ends, in points from the left of the text. */
export type Column = { head: string; at: number; right?: boolean; width: number }

/** Rows of short texts under one head, which is said again at the top of each page. The first cell names its row. */
export function columns(paper: Paper, head: readonly Column[], rows: readonly (readonly string[])[]): void {
  const height = lineHeight(TEXT.size) + 2 * PAD
  paper.ensure(4 * height)
  paper.group('Table', table => {
    headRow(paper, head, table, true)
    for (const cells of rows) {
      if (paper.y + height > PAGE.bottom) {
        paper.ensure(height)
        headRow(paper, head, table, false)
      }
      const y = paper.y + PAD
      paper.group(
        'TR',
        tr => {
          head.forEach((column, index) => {
            const type = index === 0 ? 'TH' : 'TD'
            paper.write(type, () => put(paper, cells[index] ?? '', TEXT, { column, y }), tr)
          })
        },
        table,
      )
      paper.y += height
    }
  })
}

/** The head of a table; where it is said again it is no part of the structure. */
function headRow(paper: Paper, head: readonly Column[], table: Structure, isFirst: boolean): void {
  const y = paper.y + PAD
  const rule = y + lineHeight(HEAD.size) + PAD
  if (isFirst) {
    paper.group(
      'TR',
      tr => {
        for (const column of head)
          paper.group(
            'TH',
            th => paper.mark(th, 'TH', () => put(paper, column.head, HEAD, { column, y })),
            tr,
            'Column',
          )
      },
      table,
    )
  } else {
    paper.decorate(() => {
      for (const column of head) put(paper, column.head, HEAD, { column, y })
    })
  }
  paper.decorate(doc =>
    doc.moveTo(PAGE.left, rule).lineTo(PAGE.right, rule).lineWidth(0.5).stroke(COLORS.rule),
  )
  paper.y = rule + PAD
}

/** One line: what is wider than its column is cut where it must be. */
function put(paper: Paper, text: string, ink: Ink, { column, y }: { column: Column; y: number }): void {
  const [line = ''] = wrap(text, ink, column.width)
  paper.place([line], ink, { x: PAGE.left + column.at, y, ...(column.right ? { right: true } : {}) })
}
