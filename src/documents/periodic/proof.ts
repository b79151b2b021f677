import { heading } from '../blocks.ts'
import { lineHeight, printable } from '../fonts.ts'
import { wrap } from '../lines.ts'
import { COLORS, type Ink, PAGE, type Paper } from '../page.ts'
import type { PeriodicData } from './shape.ts'
import { squareCode } from './square-code.ts'
import { PERIODIC_WORDS } from './words.ts'

const TEXT: Ink = { face: 'regular', size: 8.5, color: COLORS.ink }
const SIDE = 78
const BESIDE = PAGE.left + SIDE + 16
const WIDTH = PAGE.right - BESIDE

/** What of a paper with attached figures is proved. */
export type Proved = Pick<PeriodicData, 'language' | 'number' | 'platform'>

/** Where to ask, and how anybody can see that the paper is ours: the address as a code and in letters, and the hash. */
export function proof(paper: Paper, data: Proved, figuresSha256: string): void {
  const { language, number, platform } = data
  const words = PERIODIC_WORDS[language]
  const url = printable(platform.verifyUrl)
  const before = [words.scan, words.ask(printable(platform.contact), number)]
  const [scan = [], ask = []] = before.map(text => wrap(text, TEXT, WIDTH))
  const link = wrap(url, TEXT, WIDTH)
  const hash = wrap(words.fingerprint(figuresSha256), TEXT, WIDTH)
  const line = lineHeight(TEXT.size)
  const height = Math.max(SIDE, (scan.length + link.length + ask.length + hash.length) * line + 8)
  paper.ensure(height + 40)
  heading(paper, 'H2', words.proofHeading)
  const top = paper.y + 3
  drawCode(paper, url, { top, alt: words.codeAlt })
  let y = top
  const put = (lines: string[]) => {
    paper.write('P', () => paper.place(lines, TEXT, { x: BESIDE, y }))
    y += lines.length * line
  }
  put(scan)
  paper.group('P', element => {
    paper.link(url, { ...TEXT, color: COLORS.accent }, { x: BESIDE, y, width: WIDTH }, element)
  })
  y += link.length * line + 4
  put(hash)
  y += 4
  put(ask)
  paper.y = top + height
}

/** The code with the margin that readers need: on white paper it has none of its own to draw. */
function drawCode(paper: Paper, url: string, { top, alt }: { top: number; alt: string }): void {
  const { size, runs } = squareCode(url)
  const side = SIDE / size
  paper.picture(alt, [PAGE.left, top, PAGE.left + SIDE, top + SIDE], doc => {
    for (const { x, y, width } of runs) doc.rect(PAGE.left + x * side, top + y * side, width * side, side)
    doc.fill(COLORS.ink)
  })
}
