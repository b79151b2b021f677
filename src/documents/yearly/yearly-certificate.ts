import { createHash } from 'node:crypto'
import { amounts, facts, figures, heading, masthead, note, type Row } from '../blocks.ts'
import { printable } from '../fonts.ts'
import { formatDate, formatMoney, formatRatio } from '../format.ts'
import { levyName } from '../levy-words.ts'
import { Paper } from '../page.ts'
import { proof } from '../periodic/proof.ts'
import { yearlyFigures } from './figures.ts'
import {
  checkYearly,
  type TakenBackPayment,
  totalsOf,
  type YearAccount,
  type YearlyData,
  type YearSection,
} from './shape.ts'
import { YEARLY_WORDS, type YearlyWords } from './words.ts'

/** A paper, and the SHA-256 of the figures that are attached to it, which is printed on it; hexadecimal. */
export type YearlyPaper = { bytes: Buffer; figuresSha256: string }

/**
 * Writes a holder's certificate on a year as a tagged PDF (PDF/A-3a in structure) with its figures attached: the same data
 * gives the same bytes. Throws when the figures contradict each other.
 */
export async function renderYearly(data: YearlyData): Promise<YearlyPaper> {
  checkYearly(data)
  const { language, number, issuedAt: createdAt } = data
  const words = YEARLY_WORDS[language]
  const title = words.title(number)
  const paper = new Paper({ title, language, createdAt, foot: { left: title, right: words.page } })
  const attached = yearlyFigures(data)
  const figuresSha256 = createHash('sha256').update(attached).digest('hex')
  masthead(paper, printable(data.platform.name, 80), [
    title,
    words.issuedOn(formatDate(data.issuedOn, language)),
  ])
  heading(paper, 'H1', words.heading(data.year))
  writeWho(paper, data, words)
  for (const account of data.accounts) writeTotals(paper, account, { data, words })
  if (data.accounts.length === 0) note(paper, words.nothing)
  writeReturn(paper, { data, words })
  for (const account of data.accounts) {
    for (const section of account.projects) writeSection(paper, section, account, { data, words })
  }
  writeTakenBack(paper, { data, words })
  if (data.accounts.length > 0) note(paper, words.paidNote)
  proof(paper, data, figuresSha256)
  const name = `${number}.json`
  paper.attach({ name, type: 'application/json', bytes: attached, description: words.attached })
  return { bytes: await paper.finish(), figuresSha256 }
}

function writeWho(paper: Paper, data: YearlyData, words: YearlyWords): void {
  const { holder, replaces, language } = data
  const rows = [{ label: words.holder, value: printable(holder) }]
  if (replaces !== null) {
    const named = words.replacesThe(replaces.number, formatDate(replaces.issuedOn, language))
    rows.push({ label: words.replaces, value: [named, ...changesOf(data, words)].join(' ') })
  }
  facts(paper, rows)
}

/** What is said now beside what the replaced paper said, by currency: a figure that did not change stands alone. */
function changesOf({ replaces, accounts, language }: YearlyData, words: YearlyWords): string[] {
  const said = replaces?.said ?? []
  const currencies = [...new Set([...said, ...accounts].map(each => each.currency))].toSorted()
  return currencies.map(currency => {
    const now = totalsOf(accounts.find(each => each.currency === currency)?.projects ?? [])
    const before = said.find(each => each.currency === currency)
    const money = (minor: bigint) => formatMoney(minor, currency, language)
    const both = (part: 'received' | 'taxable' | 'withheld') => {
      const old = before?.[part] ?? 0n
      return now[part] === old ? money(old) : words.change(money(now[part]), money(old))
    }
    return words.told(both('received'), both('taxable'), both('withheld'))
  })
}

type Writing = { data: YearlyData; words: YearlyWords }

function writeTotals(paper: Paper, account: YearAccount, { data, words }: Writing): void {
  const money = (minor: bigint) => formatMoney(minor, account.currency, data.language)
  const { received, taxable, withheld } = totalsOf(account.projects)
  paper.y += 12
  figures(paper, [
    { label: words.received, amount: money(received), note: words.receivedNote },
    { label: words.taxable, ...taxableOf(account, words, money(taxable)) },
    { label: words.withheld, amount: money(withheld), note: words.withheldNote },
  ])
}

/** A contract that states no kind of income leaves open what is taxable: no figure may say that it is nothing. */
function taxableOf({ projects }: YearAccount, words: YearlyWords, amount: string) {
  const unstated = projects.filter(({ income }) => income === null).length
  if (unstated === 0) return { amount, note: words.taxableNote }
  return unstated === projects.length
    ? { amount: words.notStated, note: words.notStatedNote }
    : { amount, note: words.partlyStatedNote }
}

/** The box of the return beside each figure. */
function writeReturn(paper: Paper, { data, words }: Writing): void {
  const { returned, language } = data
  if (returned.length === 0) return
  heading(paper, 'H2', words.returnHeading)
  const rows = returned.map(({ box, figure, incomes, amount }): Row => {
    const where = box === null ? words.noBox : words.box(box.form, box.box)
    const what = words.figures[figure](incomes.map(income => words.incomes[income]).join(', '))
    return { label: words.returnLine(where, what), value: formatMoney(amount, 'EUR', language) }
  })
  amounts(paper, rows)
  const onLoans = returned.some(({ incomes }) => incomes.includes('loanInterest'))
  note(paper, [words.boxesNote, ...(onLoans ? [words.loanNote] : [])].join(' '))
}

function writeSection(
  paper: Paper,
  section: YearSection,
  { currency }: YearAccount,
  { data, words }: Writing,
): void {
  const { language } = data
  const money = (minor: bigint) => formatMoney(minor, currency, language)
  const { name, issuer, income, received, capital, taxable, held, levies } = section
  heading(paper, 'H2', [...new Set([printable(name, 120), printable(issuer, 120)])].join(' · '))
  const parts: Row[] = [
    { label: words.capital, value: money(capital) },
    ...(income === null ? [] : [{ label: words.taxedAs(words.incomes[income]), value: money(taxable) }]),
    ...(held === 0n ? [] : [{ label: words.held, value: money(held) }]),
  ]
  amounts(paper, [
    { label: words.received, value: money(received), tone: 'sum' },
    ...parts,
    ...levies
      .filter(levy => levy.amount !== 0n)
      .map((levy): Row => {
        const label = words.levy(levyName(levy.code, language), formatRatio(levy.ratio, language))
        return { label, value: money(-levy.amount) }
      }),
    { label: words.net, value: money(totalsOf([section]).net), tone: 'own' },
  ])
  if (income === null) note(paper, words.unstated)
}

/** Each payment that was taken back, and what was paid in the year at all: what statements of the periods say was received. */
function writeTakenBack(paper: Paper, { data, words }: Writing): void {
  const { takenBack, accounts, language, year } = data
  if (takenBack.length === 0) return
  heading(paper, 'H2', words.takenBackHeading)
  for (const [currency, rows] of Map.groupBy(takenBack, row => row.currency)) {
    const money = (minor: bigint) => formatMoney(minor, currency, language)
    const stands = totalsOf(accounts.find(each => each.currency === currency)?.projects ?? []).received
    const all = rows.reduce((sum, row) => sum + row.received, stands)
    amounts(paper, [
      ...rows.map((row): Row => ({ label: takenBackLabel(row, data, words), value: money(row.received) })),
      { label: words.paidAtAll(year), value: money(all), tone: 'sum' },
    ])
  }
  note(paper, words.takenBackNote)
}

function takenBackLabel(row: TakenBackPayment, { language }: YearlyData, words: YearlyWords): string {
  const { project, className, paidOn, on, reason, withheld, currency } = row
  const day = (date: string) => formatDate(date, language)
  const what = [printable(project, 120), printable(className, 120)].join(', ')
  const told = words.takenBack(day(paidOn), what, day(on), printable(reason, 300))
  if (withheld === 0n) return told
  return `${told}. ${words.takenBackLevies(formatMoney(withheld, currency, language))}`
}
