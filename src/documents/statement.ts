import { ATTESTATION_WORDS } from './attestation/words.ts'
import { amounts, type Fact, facts, figures, heading, masthead, note, type Row } from './blocks.ts'
import { carried, toldFraction } from './carried.ts'
import { convertedSentence } from './converted.ts'
import { signedMoney } from './exact-money.ts'
import { printable } from './fonts.ts'
import { formatCount, formatDate, formatMoney, formatPeriod, formatRatio } from './format.ts'
import { incomeName, levyName, missingName } from './levy-words.ts'
import { Paper } from './page.ts'
import { finishProved, type ProvedPaper } from './proved-paper.ts'
import { statedFigures } from './stated-figures.ts'
import { checkStatement, type StatementData } from './statement-shape.ts'
import { STATEMENT_WORDS, type StatementWords } from './statement-words.ts'

/**
 * Writes the statement as a tagged PDF (PDF/A-3a in structure) with its figures attached: the same data gives the same bytes.
 * Throws when the figures do not add up, because a paper that contradicts itself must not be issued, and when
 * the number has other signs than letters, digits and dashes, because it also stands in the file's XML.
 */
export async function proveStatement(data: StatementData): Promise<ProvedPaper> {
  checkStatement(data)
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
  return finishProved(paper, data, statedFigures(data))
}

/** The bytes alone. */
export async function renderStatement(data: StatementData): Promise<Buffer> {
  return (await proveStatement(data)).bytes
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
    { label: words.thisTime, amount: money(data.thisTime), note: taxNote(data, words) },
  ])
}

/** One word on what the amount is: before tax, after levies, or held. */
function taxNote({ income, holdings }: StatementData, words: StatementWords): string {
  if (income === null) return words.beforeTax
  return holdings.some(holding => holding.held !== null) ? words.heldNote : words.afterLevies
}

function writeReports(paper: Paper, data: StatementData, words: StatementWords): void {
  if (data.reports.length + data.adjustments.length === 0) return
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
    if (report.conversion !== null) note(paper, convertedSentence(report.conversion, data.language))
  }
  const rows = wholeOf(data, words)
  if (rows.length === 0) return
  paper.y += 8
  amounts(paper, rows)
}

/** What came in altogether, where that is more than one report: without corrections the split would be of another sum. */
function wholeOf(data: StatementData, words: StatementWords): Row[] {
  const { reports, adjustments, language } = data
  const money = moneyOf(data)
  const all = reports.reduce((total, report) => total + report.net, 0n)
  const net: Row[] = reports.length > 1 ? [{ label: words.netOfAll, value: money(all), tone: 'sum' }] : []
  if (adjustments.length === 0) return net
  const { adjustments: kinds, dividedTotal } = ATTESTATION_WORDS[language]
  const adjusted = adjustments.map(({ kind, amount }): Row => ({ label: kinds[kind], value: money(amount) }))
  return [...net, ...adjusted, { label: dividedTotal, value: money(all + sum(adjustments)), tone: 'sum' }]
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
      ...amountRows(holding, data, words),
    ])
    note(paper, sharesOf(holding, data, words).join(' '))
  }
  if (data.holdings.length === 1) return
  paper.y += 8
  const label = data.income === null ? words.amountOfAll : words.netOfAllClasses
  amounts(paper, [{ label, value: money(data.thisTime), tone: 'result' }])
}

/** How the amount follows from the shares: what corrections bring, and what is carried. */
function sharesOf(
  { corrections, ...carries }: StatementData['holdings'][number],
  { currency, language }: StatementData,
  words: StatementWords,
): (string | undefined)[] {
  const told = corrections === 0n ? [] : [words.corrections(signedMoney(corrections, currency, language))]
  return [...told, ...carried(carries, currency, language, toldFraction)]
}

/** The amount; where levies are withheld also its natures, each levy, and what is left. */
function amountRows(
  holding: StatementData['holdings'][number],
  data: StatementData,
  words: StatementWords,
): Row[] {
  const { amount, capital: repaid, levies, held, net } = holding
  const money = moneyOf(data)
  const { income, language } = data
  if (income === null) return [{ label: words.amount, value: money(amount), tone: 'result' }]
  const natures: Row[] = [
    { label: words.repayment, value: money(repaid) },
    { label: capital(incomeName(income, language)), value: money(amount - repaid) },
  ]
  const withheld = (levies ?? []).map(({ code, ratio, amount }): Row => {
    return { label: `${levyName(code, language)}, ${formatRatio(ratio, language)}`, value: money(-amount) }
  })
  return [
    { label: words.amount, value: money(amount), tone: 'sum' },
    ...(repaid === 0n ? natures.slice(1) : natures).filter(() => amount !== 0n),
    ...withheld,
    { label: held === null ? words.netAmount : words.heldAmount, value: money(net), tone: 'result' },
  ]
}

function writeMoney(paper: Paper, data: StatementData, words: StatementWords): void {
  const { payment, platform, language } = data
  const credited = words.credited(formatDate(payment.creditedOn, language), printable(platform.name, 80))
  const reason = printable(payment.reason, 1_000)
  heading(paper, 'H2', words.moneyHeading)
  facts(paper, [
    { label: words.tax, value: taxOf(data, words) },
    { label: words.payment, value: `${credited} ${words.notPaidOut} ${reason}` },
  ])
}

function taxOf(data: StatementData, words: StatementWords): string {
  const { income, holdings, payment, language } = data
  if (income === null) return words.taxNone
  const missing = [...new Set(holdings.flatMap(({ held }) => held ?? []))]
  if (missing.length > 0) return words.taxHeld(missing.map(each => missingName(each, language)).join('; '))
  const withheld = holdings.reduce((total, { levies }) => total + sum(levies ?? []), 0n)
  return words.taxWithheld(moneyOf(data)(withheld), formatDate(payment.creditedOn, language))
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
