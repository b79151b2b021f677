import { lineHeight, widthOf } from './fonts.ts'
import { wrap } from './lines.ts'
import { COLORS, type Ink, PAGE, type Paper, type Structure } from './page.ts'

const WIDTH = PAGE.right - PAGE.left
const TEXT: Ink = { face: 'regular', size: 9.5, color: COLORS.ink }
const STRONG: Ink = { ...TEXT, face: 'bold' }
const SMALL: Ink = { face: 'regular', size: 8.5, color: COLORS.grey }
/** Air above and below a row of a table. */
const PAD = 2.6

/** Headings by level: the question of the paper, its sections, the parts of a section. */
const HEADINGS = {
  H1: { ink: { face: 'bold', size: 19, color: COLORS.ink }, above: 0, below: 8, keep: 0 },
  H2: { ink: { face: 'bold', size: 11.5, color: COLORS.accent }, above: 13, below: 3, keep: 70 },
  H3: { ink: { face: 'bold', size: 9.5, color: COLORS.ink }, above: 8, below: 1, keep: 45 },
} satisfies Record<string, { ink: Ink; above: number; below: number; keep: number }>

/** A heading stays with what follows it. */
export function heading(paper: Paper, level: keyof typeof HEADINGS, text: string): void {
  const { ink, above, below, keep } = HEADINGS[level]
  const lines = wrap(text, ink, WIDTH)
  const height = lines.length * lineHeight(ink.size)
  paper.ensure(above + height + keep)
  if (paper.y > PAGE.top) paper.y += above
  paper.write(level, () => paper.place(lines, ink, { x: PAGE.left, y: paper.y }))
  paper.y += height + below
}

/** Who sends the paper, and at the right what it is: the first line stands out. */
export function masthead(paper: Paper, sender: string, [number, date]: [number: string, date: string]): void {
  const name: Ink = { face: 'bold', size: 11.5, color: COLORS.accent }
  const lines = wrap(sender, name, WIDTH * 0.55)
  const top = paper.y
  // Lower by the difference of the sizes, so that sender and number stand on one line.
  const first = top + name.size - STRONG.size
  const second = first + lineHeight(STRONG.size)
  paper.write('P', () => paper.place(lines, name, { x: PAGE.left, y: top }))
  paper.write('P', () => paper.place([number], STRONG, { x: PAGE.right, y: first, right: true }))
  paper.write('P', () => paper.place([date], SMALL, { x: PAGE.right, y: second, right: true }))
  const bottom = Math.max(top + lines.length * lineHeight(name.size), second + lineHeight(SMALL.size))
  rule(paper, bottom + 8, COLORS.accent, 1.2)
  paper.y = bottom + 24
}

/** A paragraph of small print. */
export function note(paper: Paper, text: string): void {
  paper.y += 5
  paper.paragraph(text, SMALL)
}

/** A figure of the panel: what it is, the amount, and a word on it. */
export type Figure = { label: string; amount: string; note: string }

/** The figures that matter, side by side; the last one is what the paper is about. */
export function figures(paper: Paper, items: readonly Figure[]): void {
  const gap = 10
  const width = (WIDTH - gap * (items.length - 1)) / items.length
  paper.ensure(76)
  items.forEach((item, index) => {
    const last = index === items.length - 1
    const x = PAGE.left + index * (width + gap)
    paper.decorate(doc => doc.roundedRect(x, paper.y, width, 62, 4).fill(last ? COLORS.accent : COLORS.tint))
    figure(paper, item, { x: x + 12, width: width - 24, color: last ? COLORS.white : null })
  })
  paper.y += 62
}

function figure(paper: Paper, item: Figure, box: { x: number; width: number; color: string | null }): void {
  const small: Ink = { ...SMALL, color: box.color ?? COLORS.grey }
  // An amount of any length stays inside its box.
  const size = Math.min(16, box.width / widthOf(item.amount, 'bold', 1))
  const amount: Ink = { face: 'bold', size, color: box.color ?? COLORS.ink }
  const middle = paper.y + 31 - lineHeight(size) / 2
  // With spaces between: they are read out as one sentence.
  paper.write('P', () => {
    paper.place([`${item.label} `], small, { x: box.x, y: paper.y + 7 })
    paper.place([`${item.amount} `], amount, { x: box.x, y: middle })
    paper.place([item.note], small, { x: box.x, y: paper.y + 43 })
  })
}

/** A row of a table. `sum` closes the rows above it, `own` is the reader's. */
export type Row = { label: string; value: string; tone?: 'sum' | 'own' | 'result' }

/** Rows of a label and an amount at the right edge, where the digits stand under each other. */
export function amounts(paper: Paper, rows: readonly Row[]): void {
  paper.group('Table', table => {
    rows.forEach((row, index) => {
      // The last row is what the others lead to: it never stands alone on the next page.
      if (index === rows.length - 2) paper.ensure(2 * (lineHeight(TEXT.size) + 2 * PAD))
      amountRow(paper, row, table, index > 0)
    })
  })
}

function amountRow(paper: Paper, row: Row, table: Structure, ruled: boolean): void {
  const own = row.tone === 'own' || row.tone === 'result'
  const ink: Ink = { ...(row.tone ? STRONG : TEXT), color: own ? COLORS.accent : COLORS.ink }
  const values = wrap(row.value, ink, WIDTH * 0.65)
  const widest = Math.max(...values.map(line => widthOf(line, ink.face, ink.size)))
  const labels = wrap(row.label, ink, WIDTH - widest - 18)
  const height = Math.max(labels.length, values.length) * lineHeight(ink.size) + 2 * PAD
  paper.ensure(height)
  const top = paper.y
  if (own) paper.decorate(doc => doc.rect(PAGE.left - 8, top, WIDTH + 16, height).fill(COLORS.tint))
  else if (ruled) rule(paper, top, row.tone === 'sum' ? COLORS.grey : COLORS.rule, 0.5)
  const y = top + PAD
  const right = { x: PAGE.right, y, right: true }
  paper.group(
    'TR',
    tr => {
      paper.write('TH', () => paper.place(labels, ink, { x: PAGE.left, y }), tr)
      paper.write('TD', () => paper.place(values, ink, right), tr)
    },
    table,
  )
  paper.y = top + height
}

/** A fact in words; `link` is an address on a line of its own below them. */
export type Fact = { label: string; value: string; link?: string }

/** Rows of a label and words beside it. */
export function facts(paper: Paper, rows: readonly Fact[]): void {
  paper.group('Table', table => {
    for (const row of rows) factRow(paper, row, table)
  })
}

function factRow(paper: Paper, row: Fact, table: Structure): void {
  const x = PAGE.left + 84
  const width = PAGE.right - x
  const label: Ink = { ...TEXT, color: COLORS.grey }
  const labels = wrap(row.label, label, 76)
  const values = wrap(row.value, TEXT, width)
  const links = row.link === undefined ? [] : wrap(row.link, TEXT, width)
  const line = lineHeight(TEXT.size)
  const height = Math.max(labels.length, values.length + links.length) * line + 2
  paper.ensure(height)
  const y = paper.y
  const below = { x, y: y + values.length * line, width }
  paper.group(
    'TR',
    tr => {
      paper.write('TH', () => paper.place(labels, label, { x: PAGE.left, y }), tr)
      const fill = (td: Structure) => {
        paper.mark(td, 'TD', () => paper.place(values, TEXT, { x, y }))
        if (row.link !== undefined) paper.link(row.link, { ...TEXT, color: COLORS.accent }, below, td)
      }
      paper.group('TD', fill, tr)
    },
    table,
  )
  paper.y = y + height
}

function rule(paper: Paper, y: number, color: string, thick: number): void {
  paper.decorate(doc => doc.moveTo(PAGE.left, y).lineTo(PAGE.right, y).lineWidth(thick).stroke(color))
}
