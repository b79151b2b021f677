import type { Currency } from '../../domain/money/currency.ts'
import { amounts, type Fact, facts, heading, masthead, note } from '../blocks.ts'
import { printable } from '../fonts.ts'
import { formatCount, formatDate, formatMoney, type Language } from '../format.ts'
import { Paper } from '../page.ts'
import { SHARE_WORDS, type ShareWords } from './share-words.ts'

/** What a party holds of a class, ready to be written down. Amounts are minor units. */
export type ShareCertificate = {
  /** What the holder quotes: letters, digits and dashes. */
  number: string
  /** The latest change of the register of the class, and the same as a date in the zone of the project. */
  asOf: Date
  asOfDay: string
  language: Language
  currency: Currency
  /** Who sends the paper, and the e-mail address to write to. */
  platform: { name: string; contact: string }
  holder: string
  project: { name: string; issuer: string }
  className: string
  /** Of one share; null when the class has none. */
  nominal: bigint | null
  shares: bigint
  /** What came and what went, in the order of the register: above zero what came. */
  moves: readonly { on: string; shares: bigint }[]
}

/**
 * Writes the certificate as a tagged PDF (PDF/A-3a in structure): the same data gives the same bytes. Throws when the moves
 * do not come to what is held or nothing is held, and when the number has other signs than letters, digits and dashes.
 */
export async function renderShareCertificate(data: ShareCertificate): Promise<Buffer> {
  const since = holderSince(data)
  const { number, language, asOf, platform, className } = data
  const words = SHARE_WORDS[language]
  const title = words.title(number)
  const paper = new Paper({ title, language, createdAt: asOf, foot: { left: title, right: words.page } })
  const asOfDay = formatDate(data.asOfDay, language)
  masthead(paper, printable(platform.name, 80), [title, words.issuedOn(asOfDay)])
  heading(paper, 'H1', words.heading)
  const shares = formatCount(data.shares, language)
  note(paper, words.sentence({ shares, className: printable(className, 120) }))
  paper.y += 8
  facts(paper, [
    { label: words.holder, value: printable(data.holder) },
    { label: words.project, value: printable(data.project.name) },
    { label: words.issuer, value: printable(data.project.issuer) },
    { label: words.shareClass, value: printable(className, 120) },
    { label: words.shares, value: shares },
    { label: words.since, value: formatDate(since, language) },
    ...nominals(data, words),
    { label: words.register, value: words.registerAsOf(asOfDay, asOf.toISOString()) },
  ])
  writeMoves(paper, data, words)
  heading(paper, 'H2', words.questionsHeading)
  facts(paper, [
    { label: words.later, value: words.laterTold },
    { label: words.ask, value: words.askAt(printable(platform.contact), number) },
  ])
  return paper.finish()
}

/** The day since which he has held shares of the class without a break. */
function holderSince({ number, moves, shares }: ShareCertificate): string {
  if (!/^[A-Za-z0-9-]{1,40}$/.test(number))
    throw new Error('The number of a certificate is letters, digits and dashes.')
  let [held, since] = [0n, '']
  for (const move of moves) {
    if (held === 0n) since = move.on
    held += move.shares
  }
  if (shares <= 0n || held !== shares)
    throw new Error('What came and went in the register is not what is held.')
  return since
}

function nominals({ nominal, shares, currency, language }: ShareCertificate, words: ShareWords): Fact[] {
  if (nominal === null) return []
  return [
    { label: words.nominal, value: formatMoney(nominal, currency, language) },
    { label: words.nominalInAll, value: formatMoney(nominal * shares, currency, language) },
  ]
}

function writeMoves(paper: Paper, { moves, shares, language }: ShareCertificate, words: ShareWords): void {
  heading(paper, 'H2', words.movesHeading)
  const count = (value: bigint) =>
    value < 0n ? `−${formatCount(-value, language)}` : formatCount(value, language)
  amounts(paper, [
    ...moves.map(move => ({ label: formatDate(move.on, language), value: count(move.shares) })),
    { label: words.total, value: count(shares), tone: 'result' },
  ])
}
