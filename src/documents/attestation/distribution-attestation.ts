import { createHash } from 'node:crypto'
import { amounts, type Fact, facts, figures, heading, masthead, note, type Row } from '../blocks.ts'
import { convertedSentence } from '../converted.ts'
import { exactMoney } from '../exact-money.ts'
import { printable } from '../fonts.ts'
import { formatCount, formatDate, formatFraction, formatMoney, formatPeriod, formatRatio } from '../format.ts'
import { levyName } from '../levy-words.ts'
import { Paper } from '../page.ts'
import { proof } from '../periodic/proof.ts'
import { attestedFigures } from './attested-figures.ts'
import { columns } from './columns.ts'
import { type AttestationData, type AttestedClass, checkAttestation } from './shape.ts'
import { ATTESTATION_WORDS, type AttestationWords } from './words.ts'

/** A paper, and the SHA-256 of the figures that are attached to it, which is printed on it; hexadecimal. */
export type AttestationPaper = { bytes: Buffer; figuresSha256: string }

/**
 * Writes the report on a distribution as a tagged PDF (PDF/A-3a in structure) with its figures attached: the same data gives
 * the same bytes. Throws when the figures contradict each other or the ledger.
 */
export async function renderAttestation(data: AttestationData): Promise<AttestationPaper> {
  checkAttestation(data)
  const { language, number, issuedAt: createdAt, run } = data
  const words = ATTESTATION_WORDS[language]
  const title = words.title(number)
  const paper = new Paper({ title, language, createdAt, foot: { left: title, right: words.page } })
  const attached = attestedFigures(data)
  const figuresSha256 = createHash('sha256').update(attached).digest('hex')
  const dated = words.issuedOn(formatDate(data.issuedOn, language))
  masthead(paper, printable(data.platform.name, 80), [title, dated])
  heading(paper, 'H1', words.heading(`${run.number}`, formatDate(run.paidOn, language)))
  const writing = { data, words, money: (minor: bigint) => formatMoney(minor, data.currency, language) }
  writeWhat(paper, writing)
  writeFigures(paper, writing)
  writeRevenue(paper, writing)
  writeTiers(paper, writing)
  writeSplit(paper, writing)
  writeHolders(paper, writing)
  writeLeft(paper, writing)
  writeBooks(paper, writing)
  writeLines(paper, writing)
  proof(paper, data, figuresSha256)
  const name = `${number}.json`
  paper.attach({ name, type: 'application/json', bytes: attached, description: words.attached })
  return { bytes: await paper.finish(), figuresSha256 }
}

type Writing = { data: AttestationData; words: AttestationWords; money: (minor: bigint) => string }

function writeWhat(paper: Paper, { data, words, money }: Writing): void {
  const { project, run, language, reports, replaces, insteadOf, takenBack } = data
  const date = (day: string) => formatDate(day, language)
  const [first] = reports.map(report => report.from).toSorted()
  const last = reports
    .map(report => report.to)
    .toSorted()
    .at(-1)
  const rows: Fact[] = [
    { label: words.project, value: printable(project.name) },
    { label: words.issuer, value: printable(project.issuer) },
  ]
  if (first !== undefined && last !== undefined)
    rows.push({ label: words.period, value: formatPeriod(first, last, language) })
  rows.push(
    { label: words.recordDate, value: date(run.recordDate) },
    { label: words.contract, value: words.version(`${run.contractVersion}`) },
  )
  if (replaces !== null)
    rows.push({ label: words.replaces, value: words.replacesThe(replaces.number, date(replaces.issuedOn)) })
  for (const { number, on } of insteadOf)
    rows.push({ label: words.insteadOf, value: words.insteadOfRun(`${number}`, date(on)) })
  for (const { on, line } of takenBack) {
    const value =
      line === null
        ? words.wholeTakenBack(date(on))
        : words.lineTakenBack(date(on), line.statement, money(line.gross))
    rows.push({ label: words.takenBack, value })
  }
  facts(paper, rows)
}

function writeFigures(paper: Paper, { data, words, money }: Writing): void {
  paper.y += 12
  figures(paper, [
    { label: words.divided, amount: money(data.amount), note: words.dividedNote },
    { label: words.withheld, amount: money(sum(data.levies)), note: words.withheldNote },
    { label: words.toHolders, amount: money(grossOf(data)), note: words.toHoldersNote },
  ])
}

function writeRevenue(paper: Paper, { data, words, money }: Writing): void {
  const { reports, adjustments, language } = data
  heading(paper, 'H2', words.revenueHeading)
  for (const report of reports) {
    if (reports.length > 1) heading(paper, 'H3', formatPeriod(report.from, report.to, language))
    const deductions = report.deductions.map(({ label, amount }): Row => {
      return { label: printable(label), value: money(-amount) }
    })
    const net: Row = { label: words.netRevenue, value: money(report.net), tone: 'sum' }
    amounts(paper, [{ label: words.revenue, value: money(report.gross) }, ...deductions, net])
    if (report.conversion !== null) note(paper, convertedSentence(report.conversion, language))
  }
  const adjusted = adjustments.map(({ kind, amount }): Row => {
    return { label: words.adjustments[kind], value: money(amount) }
  })
  paper.y += 8
  amounts(paper, [...adjusted, { label: words.dividedTotal, value: money(data.amount), tone: 'result' }])
}

function writeTiers(paper: Paper, { data, words }: Writing): void {
  const { tiers, caps, currency, language } = data
  const exact = (units: bigint) => exactMoney(units, currency, language)
  heading(paper, 'H2', words.tiersHeading)
  const rows = tiers.map(({ name, prior, taken, target }): Row => {
    const upTo = target === null ? words.noEnd : exact(target)
    return { label: words.tier(printable(name, 120), exact(prior), upTo), value: exact(taken) }
  })
  amounts(paper, rows)
  note(paper, [words.tiersNote, ...caps.map(cap => words.cap(printable(cap.className), cap.times))].join(' '))
}

function writeSplit(paper: Paper, { data, words, money }: Writing): void {
  heading(paper, 'H2', words.splitHeading)
  const rows = data.split.map(({ kind, name, amount, posted }): Row => {
    const shown = kind === 'platform' ? data.platform.name : name
    const kept = posted ? '' : `, ${words.notBooked}`
    return { label: `${printable(shown, 120)} (${words.recipients[kind]}${kept})`, value: money(amount) }
  })
  amounts(paper, [...rows, { label: words.splitTotal, value: money(sum(data.split)), tone: 'sum' }])
}

function writeHolders(paper: Paper, { data, words, money }: Writing): void {
  const { classes, levies, held, language } = data
  for (const each of classes) {
    heading(paper, 'H2', words.classHeading(printable(each.className, 120)))
    const [holders, shares] = [BigInt(each.holders), each.shares].map(count => formatCount(count, language))
    const left = each.pool - each.gross
    amounts(paper, [
      { label: words.pool(holders ?? '', shares ?? ''), value: money(each.pool) },
      ...(left === 0n ? [] : [{ label: words.left, value: money(-left) }]),
      { label: words.gross, value: money(each.gross), tone: 'sum' },
      ...(each.capital === 0n ? [] : [{ label: words.capital, value: money(each.capital) }]),
    ])
  }
  if (classes.length > 1) {
    paper.y += 8
    amounts(paper, [{ label: words.gross, value: money(grossOf(data)), tone: 'sum' }])
  }
  amounts(paper, [
    ...levies.map(({ code, ratio, amount }): Row => {
      return { label: `${levyName(code, language)}, ${formatRatio(ratio, language)}`, value: money(-amount) }
    }),
    ...(held === 0n ? [] : [{ label: words.held, value: money(held) }]),
    { label: words.net, value: money(data.net), tone: 'result' },
  ])
}

/** What could not be given out in whole minor units, and who has it. */
function writeLeft(paper: Paper, { data, words }: Writing): void {
  const { split, residue, classes } = data
  heading(paper, 'H2', words.leftHeading)
  const rows = [
    ...split.map(({ kind, name, carry }) => {
      const shown = kind === 'platform' ? data.platform.name : name
      return { label: printable(shown, 60), value: carried(carry, 0n, { data, words }) }
    }),
    { label: words.ofSplit, value: carried(0n, residue, { data, words }) },
    ...classes.map((each: AttestedClass) => {
      const label = words.classHeading(printable(each.className, 60))
      return { label, value: carried(each.carry, each.residue, { data, words }) }
    }),
  ].filter(row => row.value !== '')
  if (rows.length === 0) note(paper, words.leftNothing)
  else facts(paper, rows)
}

function carried(carry: bigint, residue: bigint, { data, words }: Pick<Writing, 'data' | 'words'>): string {
  const fraction = (units: bigint) => formatFraction(units, data.currency, data.language)
  const told = carry > 0n ? words.carryOwed : words.carryTaken
  return [
    ...(carry === 0n ? [] : [told(fraction(carry))]),
    ...(residue === 0n ? [] : [words.residue(fraction(residue))]),
  ].join('; ')
}

function writeBooks(paper: Paper, { data, words, money }: Writing): void {
  heading(paper, 'H2', words.booksHeading)
  const rows = data.booked.map(({ account, amount }): Row => {
    return { label: words.accounts[account] ?? account, value: money(amount) }
  })
  amounts(paper, rows)
  note(paper, words.booksNote)
}

function writeLines(paper: Paper, { data, words, money }: Writing): void {
  const { classes, lines, language } = data
  heading(paper, 'H2', words.holdersHeading)
  note(paper, words.holdersNote)
  paper.y += 6
  const head = [
    { head: words.paper, at: 0, width: 150 },
    { head: words.shares, at: 290, width: 120, right: true },
    { head: words.amount, at: 471, width: 170, right: true },
  ]
  const byClass = Map.groupBy(lines, line => line.classId)
  for (const { classId, className } of classes) {
    const own = byClass.get(classId) ?? []
    if (own.length === 0) continue
    if (classes.length > 1) heading(paper, 'H3', words.linesOf(printable(className, 120)))
    columns(
      paper,
      head,
      own.map(({ statement, shares, gross }) => [statement, formatCount(shares, language), money(gross)]),
    )
  }
}

const grossOf = ({ lines }: AttestationData) => lines.reduce((all, line) => all + line.gross, 0n)
const sum = (parts: readonly { amount: bigint }[]) => parts.reduce((all, part) => all + part.amount, 0n)
