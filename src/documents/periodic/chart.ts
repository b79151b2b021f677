import { heading } from '../blocks.ts'
import { lineHeight, widthOf } from '../fonts.ts'
import { formatMoney, formatPeriod, type Language } from '../format.ts'
import { COLORS, type Ink, PAGE, type Paper } from '../page.ts'
import type { ChartPeriod, PeriodAccount } from './shape.ts'
import { PERIODIC_WORDS, type PeriodicWords } from './words.ts'

const WIDTH = PAGE.right - PAGE.left
const LABEL: Ink = { face: 'regular', size: 7.5, color: COLORS.grey }
const AMOUNT: Ink = { face: 'bold', size: 7.5, color: COLORS.ink }
/** Of what was received before a period: between the ground of tables and the accent. */
const EARLIER = '#a9cfd0'
/** Of what was put in: a dashed line, told from the bars by its form too. */
const PUT_IN = '#8a5a00'
const LINE = lineHeight(LABEL.size)
/** Heights of the bars, of the labels under them, and of the legend above. */
const BARS = 74
const BELOW = LINE + 4
const LEGEND = LINE + 9

type Drawing = { account: PeriodAccount; language: Language; words: PeriodicWords }

/**
 * A named picture of what was received in each period and before it, against what had been put in by then. Its text
 * alternative says the same figures. Nothing at all is not drawn.
 */
export function chartOf(paper: Paper, account: PeriodAccount, language: Language): void {
  const { chart } = account
  if (!chart.some(({ received, putIn }) => received !== 0n || putIn !== 0n)) return
  const words = PERIODIC_WORDS[language]
  const height = LEGEND + LINE + BARS + BELOW
  paper.ensure(height + 40)
  heading(paper, 'H2', words.chartHeading)
  const top = paper.y + 2
  const alt = words.chartAlt(chart.map(bar => inWords(bar, { account, language, words })).join(' '))
  paper.picture(alt, [PAGE.left, top, PAGE.right, top + height], doc => {
    legend(paper, doc, top, words)
    bars(paper, doc, top + LEGEND + LINE, { account, language, words })
  })
  paper.y = top + height
}

function inWords({ from, to, received, putIn }: ChartPeriod, { account, language, words }: Drawing): string {
  const money = (minor: bigint) => formatMoney(minor, account.currency, language)
  return words.barAlt(formatPeriod(from, to, language), money(received), money(putIn))
}

type Doc = PDFKit.PDFDocument

function legend(paper: Paper, doc: Doc, top: number, words: PeriodicWords): void {
  const entries: [text: string, color: string][] = [
    [words.legendNow, COLORS.accent],
    [words.legendBefore, EARLIER],
    [words.legendPutIn, PUT_IN],
  ]
  let x = PAGE.left
  for (const [text, color] of entries) {
    const middle = top + LINE / 2
    if (color === PUT_IN) dashes(doc, x, x + 14, middle)
    else doc.rect(x, middle - 3.5, 7, 7).fill(color)
    x += color === PUT_IN ? 18 : 11
    paper.place([text], LABEL, { x, y: top })
    x += widthOf(text, LABEL.face, LABEL.size) + 18
  }
}

function bars(paper: Paper, doc: Doc, top: number, drawing: Drawing): void {
  const { account, language, words } = drawing
  const { chart } = account
  const floor = top + BARS
  const step = WIDTH / chart.length
  const wide = Math.min(46, step * 0.56)
  const soFar = cumulated(account)
  const most = [...soFar, ...chart.map(bar => bar.putIn), 1n].reduce((a, b) => (a > b ? a : b))
  const high = (amount: bigint) => (amount <= 0n ? 0 : Number((amount * 10_000n) / most) * (BARS / 10_000))
  chart.forEach((bar, index) => {
    const middle = PAGE.left + step * (index + 0.5)
    const whole = high(soFar[index] ?? 0n)
    const now = Math.min(whole, high(bar.received))
    // What was received now stands on top of what came before.
    doc.rect(middle - wide / 2, floor - whole, wide, now).fill(COLORS.accent)
    doc.rect(middle - wide / 2, floor - whole + now, wide, whole - now).fill(EARLIER)
    dashes(doc, PAGE.left + step * index + 2, PAGE.left + step * (index + 1) - 2, floor - high(bar.putIn))
    centred(paper, formatMoney(bar.received, account.currency, language), AMOUNT, {
      middle,
      y: floor - whole - LINE,
    })
    centred(paper, shortName(bar, words), LABEL, { middle, y: floor + 3 })
  })
  doc.moveTo(PAGE.left, floor).lineTo(PAGE.right, floor).lineWidth(0.8).stroke(COLORS.grey)
}

/** What had been received by the end of each period. */
function cumulated({ receivedBefore, chart }: PeriodAccount): bigint[] {
  const earlier = chart.slice(0, -1).reduce((sum, bar) => sum + bar.received, 0n)
  let soFar = receivedBefore - earlier
  return chart.map(bar => {
    soFar += bar.received
    return soFar
  })
}

function centred(paper: Paper, text: string, ink: Ink, { middle, y }: { middle: number; y: number }): void {
  paper.place([text], ink, { x: middle - widthOf(text, ink.face, ink.size) / 2, y })
}

function dashes(doc: Doc, from: number, to: number, y: number): void {
  doc.moveTo(from, y).lineTo(to, y).lineWidth(1.1).dash(3, { space: 2 }).stroke(PUT_IN).undash()
}

/** "2025" of a whole year, "Mar 2025" of a month, else the quarter: "Q1 2025". */
function shortName({ from, to }: ChartPeriod, words: PeriodicWords): string {
  const [year = '', first = ''] = from.split('-')
  if (first === '01' && to.endsWith('-12-31')) return year
  if (to.startsWith(`${year}-${first}-`)) return words.month(first, year)
  return words.quarter(`${Math.ceil(Number(first) / 3)}`, year)
}
