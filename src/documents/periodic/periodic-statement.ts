import { createHash } from 'node:crypto'
import { amounts, facts, figures, heading, masthead, note, type Row } from '../blocks.ts'
import { convertedInside } from '../converted.ts'
import { printable } from '../fonts.ts'
import {
  formatCount,
  formatDate,
  formatFraction,
  formatMoney,
  formatPeriod,
  formatRate,
  formatRatio,
} from '../format.ts'
import { levyName } from '../levy-words.ts'
import { Paper } from '../page.ts'
import { chartOf } from './chart.ts'
import { figuresFile } from './figures.ts'
import { lawOf } from './law.ts'
import { proof } from './proof.ts'
import {
  checkPeriodic,
  type Entitlement,
  MOVEMENTS,
  type PeriodAccount,
  type PeriodicData,
  type ProjectSection,
} from './shape.ts'
import { PERIODIC_WORDS, type PeriodicWords } from './words.ts'

/** A paper, and the SHA-256 of the figures that are attached to it, which is printed on it; hexadecimal. */
export type PeriodicPaper = { bytes: Buffer; figuresSha256: string }

/**
 * Writes a holder's statement for a period as a tagged PDF (PDF/A-3a in structure) with its figures attached: the same
 * data gives the same bytes. Throws when the figures contradict each other.
 */
export async function renderPeriodic(data: PeriodicData): Promise<PeriodicPaper> {
  checkPeriodic(data)
  const { language, number, issuedAt: createdAt } = data
  const words = PERIODIC_WORDS[language]
  const title = words.title(number)
  const paper = new Paper({ title, language, createdAt, foot: { left: title, right: words.page } })
  const attached = figuresFile(data)
  const figuresSha256 = createHash('sha256').update(attached).digest('hex')
  masthead(paper, printable(data.platform.name, 80), [
    title,
    words.issuedOn(formatDate(data.issuedOn, language)),
  ])
  heading(paper, 'H1', words.heading(formatPeriod(data.from, data.to, language)))
  writeWho(paper, data, words)
  for (const account of data.accounts) writeAccount(paper, account, { data, words })
  proof(paper, data, figuresSha256)
  const name = `${number}.json`
  paper.attach({ name, type: 'application/json', bytes: attached, description: words.attached })
  return { bytes: await paper.finish(), figuresSha256 }
}

function writeWho(paper: Paper, { holder, replaces, language }: PeriodicData, words: PeriodicWords): void {
  const rows = [{ label: words.holder, value: printable(holder) }]
  if (replaces !== null) {
    const value = words.replacesThe(replaces.number, formatDate(replaces.issuedOn, language))
    rows.push({ label: words.replaces, value })
  }
  facts(paper, rows)
}

type Writing = { data: PeriodicData; words: PeriodicWords }

function writeAccount(paper: Paper, account: PeriodAccount, writing: Writing): void {
  const { words, data } = writing
  const money = moneyOf(account, data)
  paper.y += 12
  figures(paper, [
    { label: words.putIn, amount: money(account.putIn), note: words.putInNote },
    {
      label: words.receivedSoFar,
      amount: money(account.receivedBefore + account.received),
      note: words.receivedNote,
    },
    { label: words.inPeriod, amount: money(account.received), note: words.inPeriodNote },
  ])
  chartOf(paper, account, data.language)
  writeBalance(paper, account, writing)
  for (const project of account.projects) writeProject(paper, project, account, writing)
  writeOthers(paper, account, writing)
}

function writeBalance(paper: Paper, account: PeriodAccount, { data, words }: Writing): void {
  const money = moneyOf(account, data)
  const { from, to, language, accounts } = data
  const { movements, opening, closing } = account
  const moved = MOVEMENTS.filter(kind => (movements[kind] ?? 0n) !== 0n || ALWAYS.includes(kind))
  const named = accounts.length > 1 ? `${words.accountHeading} (${account.currency})` : words.accountHeading
  heading(paper, 'H2', named)
  amounts(paper, [
    { label: words.opening(formatDate(from, language)), value: money(opening) },
    ...moved.map((kind): Row => ({ label: words.movements[kind], value: money(movements[kind] ?? 0n) })),
    { label: words.closing(formatDate(to, language)), value: money(closing), tone: 'result' },
  ])
}

/** Told even when there was none: the holder looks for them. */
const ALWAYS: readonly string[] = ['entitlements', 'levies', 'paidOut']

function writeProject(
  paper: Paper,
  project: ProjectSection,
  account: PeriodAccount,
  { data, words }: Writing,
): void {
  const money = moneyOf(account, data)
  const { language } = data
  const names = [...new Set([printable(project.name, 120), printable(project.issuer, 120)])]
  heading(paper, 'H2', names.join(' · '))
  if (project.shares.length > 0) {
    const held = project.shares.map(({ className, shares }) =>
      words.ownShares(formatCount(shares, language), printable(className, 120)),
    )
    facts(paper, [{ label: words.shares, value: held.join(', ') }])
    paper.y += 3
  }
  const received = project.receivedBefore + project.received
  amounts(paper, [
    { label: words.receivedBefore, value: money(project.receivedBefore) },
    ...entitlementRows(project, account, { data, words }),
    ...levyRows(project, account, { data, words }),
    ...correctionRows(project, account, { data, words }),
    { label: words.receivedFrom, value: money(project.received), tone: 'own' },
    { label: words.receivedUpTo, value: money(received), tone: 'sum' },
  ])
  note(
    paper,
    [
      ...project.conversions.map(each => {
        const period = formatPeriod(each.periodStart, each.periodEnd, language)
        return words.converted(period, convertedInside(each, language))
      }),
      ...[heldOf, owedOf].flatMap(of => of(project, account, { data, words })),
      ...carryOf(project, account, data),
    ].join(' '),
  )
}

function entitlementRows(
  { entitlements }: ProjectSection,
  account: PeriodAccount,
  { data, words }: Writing,
): Row[] {
  const money = moneyOf(account, data)
  return entitlements.map(line => {
    const name = words.line(formatDate(line.on, data.language), printable(line.className, 120))
    return { label: words.entitlement(name, sharesOf(line, account, data)), value: money(line.gross) }
  })
}

function sharesOf({ shares, rate }: Entitlement, { currency }: PeriodAccount, data: PeriodicData): string {
  const { language } = data
  const words = PERIODIC_WORDS[language]
  const count = formatCount(shares, language)
  return rate === null ? words.sharesOnly(count) : words.sharesAt(count, formatRate(rate, currency, language))
}

function levyRows({ levies }: ProjectSection, account: PeriodAccount, { data, words }: Writing): Row[] {
  const { language } = data
  const money = moneyOf(account, data)
  return levies.map(levy => {
    const name = levyName(levy.code, language)
    const label = words.levy(name, formatRatio(levy.ratio, language), lawOf(levy, language))
    return { label, value: money(-levy.amount) }
  })
}

/** What was taken back says of which run and why; what of it is owed back and what was recovered stand beside it. */
function correctionRows(
  { corrections }: ProjectSection,
  account: PeriodAccount,
  { data, words }: Writing,
): Row[] {
  const { language } = data
  const money = moneyOf(account, data)
  return corrections.map(({ on, kind, about, amount }) => {
    const classes = about?.classNames.map(name => printable(name, 120)).join(', ') ?? ''
    const what =
      about === null
        ? words[kind]
        : words.takenBackOf(formatDate(about.ranOn, language), classes, printable(about.reason, 300))
    return { label: words.line(formatDate(on, language), what), value: money(amount) }
  })
}

function owedOf({ owed }: ProjectSection, account: PeriodAccount, { data, words }: Writing): string[] {
  return owed === 0n ? [] : [words.owes(moneyOf(account, data)(owed))]
}

function heldOf({ held }: ProjectSection, account: PeriodAccount, { data, words }: Writing): string[] {
  return held === 0n ? [] : [words.held(moneyOf(account, data)(held))]
}

/** 0.0001 of a minor unit: a smaller fraction would be a row of zeros. The attached figures have it whole. */
const LEAST_SHOWN = 10n ** 14n

/** What of the exact shares could not be paid in whole minor units, before the period and after it. */
function carryOf(
  { carryBefore, carryAfter }: ProjectSection,
  { currency }: PeriodAccount,
  { language }: PeriodicData,
): string[] {
  const words = PERIODIC_WORDS[language]
  const shown = (carry: bigint) => formatFraction(carry, currency, language)
  const fraction = (carry: bigint) =>
    carry < LEAST_SHOWN && carry > -LEAST_SHOWN ? words.lessThan(shown(LEAST_SHOWN)) : shown(carry)
  if (carryBefore === 0n && carryAfter === 0n) return [words.carryNone]
  const before = carryBefore > 0n ? words.carryOwedBefore : words.carryTakenBefore
  const after = carryAfter > 0n ? words.carryOwed : words.carryTaken
  return [
    ...(carryBefore === 0n ? [] : [before(fraction(carryBefore))]),
    carryAfter === 0n ? words.carryRoundNow : after(fraction(carryAfter)),
  ]
}

function writeOthers(paper: Paper, account: PeriodAccount, { data, words }: Writing): void {
  const { others, movements, projects } = account
  if (projects.length === 0 && Object.keys(movements).length === 0) note(paper, words.quiet)
  if (others.length === 0) return
  const money = moneyOf(account, data)
  heading(paper, 'H2', words.othersHeading)
  const rows = others.map(({ on, kind, about, amount }): Row => {
    const what = [words.movements[kind], printable(about, 120)].filter(part => part !== '').join(', ')
    return { label: words.line(formatDate(on, data.language), what), value: money(amount) }
  })
  amounts(paper, rows)
}

function moneyOf({ currency }: PeriodAccount, { language }: PeriodicData): (minor: bigint) => string {
  return minor => formatMoney(minor, currency, language)
}
