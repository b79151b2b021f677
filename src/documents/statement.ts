import type { Currency } from '../domain/money/currency.ts'
import { amounts, type Fact, facts, figures, heading, masthead, note, type Row } from './blocks.ts'
import { printable } from './fonts.ts'
import {
  formatCount,
  formatDate,
  formatFraction,
  formatMoney,
  formatPeriod,
  formatRatio,
  type Language,
} from './format.ts'
import { Paper } from './page.ts'
import { STATEMENT_WORDS, type StatementWords } from './statement-words.ts'

/** What one distribution gave one holder, ready to be written down. Amounts are minor units of one currency. */
export type StatementData = {
  /** What the holder quotes: letters, digits and dashes, such as "S-4F7K-2M9Q-X1TD". */
  number: string
  /** The instant the paper carries as its creation date. */
  issuedAt: Date
  /** The same as a date in the zone of the project, such as "2009-03-15". */
  issuedOn: string
  language: Language
  currency: Currency
  /** Who sends the paper, the e-mail address to write to, and where a paper can be verified. */
  platform: { name: string; contact: string; verifyUrl: string }
  /** The holder's name. */
  holder: string
  project: { name: string; issuer: string }
  /** One per revenue report in this distribution, in order. `to` is the last day of the period, inclusive. */
  reports: {
    from: string
    to: string
    gross: bigint
    deductions: { label: string; amount: bigint }[]
    net: bigint
  }[]
  /**
   * What the tiers gave to every recipient, in order. `own` marks the classes this holder is in; `ratio` is his part of
   * the whole as the contract writes it ("0.30"), null when no single one says it.
   */
  split: {
    name: string
    kind: 'class' | 'issuer' | 'platform' | 'partner'
    ratio: string | null
    amount: bigint
    own: boolean
  }[]
  /** One per class held. The carries are in 10^-18 of a minor unit: above zero is owed to the holder. */
  holdings: {
    className: string
    recordDate: string
    shares: bigint
    allShares: bigint
    pool: bigint
    amount: bigint
    carryBefore: bigint
    carryAfter: bigint
  }[]
  /** What the holder paid in for this project. */
  putIn: bigint
  /** What he received from it before this distribution. */
  receivedBefore: bigint
  thisTime: bigint
  /** Taxes withheld. Null: the terms say that none is, so the paper says "before tax". */
  levies: null
  /** `paidOut` null: nothing has left to a bank account yet; `reason` says why, in the holder's language. */
  payment: { creditedOn: string; paidOut: null; reason: string }
}

/**
 * Writes the statement as a tagged PDF (PDF/A-3a in structure): the same data gives the same bytes.
 * Throws when the figures do not add up, because a paper that contradicts itself must not be issued, and when
 * the number has other signs than letters, digits and dashes, because it also stands in the file's XML.
 */
export async function renderStatement(data: StatementData): Promise<Buffer> {
  check(data)
  const words = STATEMENT_WORDS[data.language]
  const title = words.title(data.number)
  const platform = printable(data.platform.name, 80)
  const paper = new Paper({
    title,
    language: data.language,
    createdAt: data.issuedAt,
    foot: { left: title, right: words.page },
  })
  masthead(paper, platform, [title, words.issuedOn(formatDate(data.issuedOn, data.language))])
  heading(paper, 'H1', words.heading)
  writeWho(paper, data, words)
  writeFigures(paper, data, words)
  writeReports(paper, data, words)
  writeSplit(paper, data, words)
  writeHoldings(paper, data, words)
  writeMoney(paper, data, words)
  writeQuestions(paper, data, words)
  return paper.finish()
}

function check({ number, reports, holdings, thisTime }: StatementData): void {
  if (!/^[A-Za-z0-9-]{1,40}$/.test(number))
    throw new Error('A statement number is letters, digits and dashes.')
  for (const { gross, deductions, net, from } of reports) {
    if (gross - sum(deductions) !== net)
      throw new Error(`Revenue minus deductions is not net: report from ${from}.`)
  }
  if (sum(holdings) !== thisTime)
    throw new Error('The amounts of the classes held do not sum to the amount received.')
}

function writeWho(paper: Paper, data: StatementData, words: StatementWords): void {
  // ISO dates: the order of the text is the order of the days.
  const first = data.reports.reduce((early, { from }) => (early && early < from ? early : from), '')
  const last = data.reports.reduce((late, { to }) => (late > to ? late : to), '')
  const rows: Fact[] = [
    { label: words.holder, value: printable(data.holder) },
    { label: words.project, value: printable(data.project.name) },
    { label: words.issuer, value: printable(data.project.issuer) },
  ]
  if (last) rows.push({ label: words.period, value: capital(formatPeriod(first, last, data.language)) })
  facts(paper, rows)
}

function writeFigures(paper: Paper, data: StatementData, words: StatementWords): void {
  const money = moneyOf(data)
  const received = money(data.receivedBefore + data.thisTime)
  paper.y += 12
  figures(paper, [
    { label: words.putIn, amount: money(data.putIn), note: words.putInNote },
    { label: words.receivedSoFar, amount: received, note: words.receivedNote },
    { label: words.thisTime, amount: money(data.thisTime), note: words.beforeTax },
  ])
}

function writeReports(paper: Paper, data: StatementData, words: StatementWords): void {
  if (data.reports.length === 0) return
  const money = moneyOf(data)
  heading(paper, 'H2', words.reportsHeading)
  for (const report of data.reports) {
    if (data.reports.length > 1)
      heading(paper, 'H3', capital(formatPeriod(report.from, report.to, data.language)))
    const deductions = report.deductions.map(({ label, amount }): Row => {
      return { label: printable(label), value: money(-amount) }
    })
    const net: Row = { label: words.net, value: money(report.net), tone: 'sum' }
    amounts(paper, [{ label: words.revenue, value: money(report.gross) }, ...deductions, net])
  }
  if (data.reports.length === 1) return
  const all = data.reports.reduce((total, report) => total + report.net, 0n)
  paper.y += 8
  amounts(paper, [{ label: words.netOfAll, value: money(all), tone: 'sum' }])
}

function writeSplit(paper: Paper, data: StatementData, words: StatementWords): void {
  const money = moneyOf(data)
  const kinds = {
    class: words.class,
    issuer: words.issuerKind,
    platform: words.platform,
    partner: words.partner,
  }
  const rows = data.split.map(({ name, kind, ratio, amount, own }): Row => {
    const part = ratio === null ? '' : `, ${formatRatio(ratio, data.language)}`
    const label = `${printable(name)} (${own ? words.ownClass : kinds[kind]})${part}`
    return { label, value: money(amount), ...(own ? { tone: 'own' } : {}) }
  })
  heading(paper, 'H2', words.splitHeading)
  amounts(paper, [...rows, { label: words.splitTotal, value: money(sum(data.split)), tone: 'sum' }])
}

function writeHoldings(paper: Paper, data: StatementData, words: StatementWords): void {
  const money = moneyOf(data)
  const count = (shares: bigint) => formatCount(shares, data.language)
  heading(paper, 'H2', words.sharesHeading)
  for (const holding of data.holdings) {
    const name = printable(holding.className)
    if (data.holdings.length > 1) heading(paper, 'H3', name)
    const date = formatDate(holding.recordDate, data.language)
    amounts(paper, [
      { label: words.pool(name), value: money(holding.pool) },
      { label: words.sharesAt(date), value: words.sharesOf(count(holding.shares), count(holding.allShares)) },
      { label: words.amount, value: money(holding.amount), tone: 'result' },
    ])
    note(paper, carried(holding, data, words))
  }
  if (data.holdings.length === 1) return
  paper.y += 8
  amounts(paper, [{ label: words.amountOfAll, value: money(data.thisTime), tone: 'result' }])
}

/** What of the exact share could not be paid in whole minor units, before and after. */
function carried(
  { carryBefore, carryAfter }: StatementData['holdings'][number],
  { currency, language }: StatementData,
  words: StatementWords,
): string {
  const fraction = (carry: bigint) => formatFraction(carry, currency, language)
  if (carryBefore === 0n && carryAfter === 0n) return words.nothingCarried
  const sentences: string[] = []
  if (carryBefore > 0n) sentences.push(words.owedBefore(fraction(carryBefore)))
  if (carryBefore < 0n) sentences.push(words.tooMuchBefore(fraction(carryBefore)))
  if (carryAfter > 0n) sentences.push(words.carriedOwed(fraction(carryAfter)))
  if (carryAfter < 0n) sentences.push(words.carriedTooMuch(fraction(carryAfter)))
  if (carryAfter === 0n) sentences.push(words.nothingMoreCarried)
  return sentences.join(' ')
}

function writeMoney(
  paper: Paper,
  { payment, platform, language }: StatementData,
  words: StatementWords,
): void {
  const credited = words.credited(formatDate(payment.creditedOn, language), printable(platform.name, 80))
  const reason = printable(payment.reason, 1_000)
  heading(paper, 'H2', words.moneyHeading)
  facts(paper, [
    { label: words.tax, value: words.taxNone },
    { label: words.payment, value: `${credited} ${words.notPaidOut} ${reason}` },
  ])
}

function writeQuestions(paper: Paper, { platform, number }: StatementData, words: StatementWords): void {
  heading(paper, 'H2', words.questionsHeading)
  facts(paper, [
    { label: words.ask, value: words.askAt(printable(platform.contact), number) },
    { label: words.verify, value: words.verifyWith(number), link: printable(platform.verifyUrl) },
  ])
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}

function moneyOf({ currency, language }: StatementData): (minor: bigint) => string {
  return minor => formatMoney(minor, currency, language)
}

function sum(parts: readonly { amount: bigint }[]): bigint {
  return parts.reduce((total, part) => total + part.amount, 0n)
}
