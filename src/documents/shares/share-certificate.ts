import type { Currency } from '../../domain/money/currency.ts'
import { formatAmount } from '../../domain/money/money.ts'
import { amounts, type Fact, facts, heading, masthead, note } from '../blocks.ts'
import { printable } from '../fonts.ts'
import { formatCount, formatDate, formatMoney, type Language } from '../format.ts'
import { Paper } from '../page.ts'
import { finishProved, type ProvedPaper } from '../proved-paper.ts'
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
  /** Who sends the paper, the e-mail address to write to, and where a paper can be verified. */
  platform: { name: string; contact: string; verifyUrl: string }
  holder: string
  project: { name: string; issuer: string }
  className: string
  /** Of one share; null when the class has none. */
  nominal: bigint | null
  shares: bigint
  /** What came and what went, in the order of the register: above zero what came. */
  moves: readonly { on: string; shares: bigint }[]
  /** The certificate whose place it takes, with its day. */
  replaces: { number: string; issuedOn: string } | null
}

/**
 * Writes the certificate as a tagged PDF (PDF/A-3a in structure) with its figures attached: the same data gives the
 * same bytes. Throws when the moves do not come to what is held, when nothing is held and no certificate said otherwise, and
 * when the number has other signs than letters, digits and dashes.
 */
export async function renderShareCertificate(data: ShareCertificate): Promise<ProvedPaper> {
  const since = holderSince(data)
  const { number, language, asOf, platform, className } = data
  const words = SHARE_WORDS[language]
  const title = words.title(number)
  const paper = new Paper({ title, language, createdAt: asOf, foot: { left: title, right: words.page } })
  const asOfDay = formatDate(data.asOfDay, language)
  masthead(paper, printable(platform.name, 80), [title, words.issuedOn(asOfDay)])
  heading(paper, 'H1', words.heading)
  const shares = formatCount(data.shares, language)
  const named = { shares, className: printable(className, 120) }
  note(paper, data.shares === 0n ? words.nothing(named) : words.sentence(named))
  paper.y += 8
  facts(paper, [
    { label: words.holder, value: printable(data.holder) },
    { label: words.project, value: printable(data.project.name) },
    { label: words.issuer, value: printable(data.project.issuer) },
    { label: words.shareClass, value: printable(className, 120) },
    { label: words.shares, value: shares },
    ...(data.shares === 0n ? [] : [{ label: words.since, value: formatDate(since, language) }]),
    ...nominals(data, words),
    { label: words.register, value: words.registerAsOf(asOfDay) },
    ...replaced(data, words),
  ])
  writeMoves(paper, data, words)
  heading(paper, 'H2', words.questionsHeading)
  facts(paper, [{ label: words.later, value: words.laterTold }])
  return finishProved(paper, data, certifiedShares(data, since))
}

/** The same as the text says, for programs: counts are texts of digits, the nominal is a decimal text, days are ISO dates. */
function certifiedShares(data: ShareCertificate, since: string): object {
  const { number, holder, project, className, asOfDay: asOf, shares, nominal, currency, replaces } = data
  return {
    ...{ number, holder, project, class: className, asOf, currency, replaces },
    shares: `${shares}`,
    since: shares === 0n ? null : since,
    nominal: nominal === null ? null : formatAmount(nominal, currency),
    moves: data.moves.map(({ on, shares: moved }) => ({ on, shares: `${moved}` })),
  }
}

/** The day since which he has held shares of the class without a break. */
function holderSince({ number, moves, shares, replaces }: ShareCertificate): string {
  if (!/^[A-Za-z0-9-]{1,40}$/.test(number))
    throw new Error('The number of a certificate is letters, digits and dashes.')
  let [held, since] = [0n, '']
  for (const move of moves) {
    if (held === 0n) since = move.on
    held += move.shares
  }
  if (shares < 0n || held !== shares || (shares === 0n && replaces === null))
    throw new Error('What came and went in the register is not what is held.')
  return since
}

function nominals({ nominal, shares, currency, language }: ShareCertificate, words: ShareWords): Fact[] {
  if (nominal === null || shares === 0n) return []
  return [
    { label: words.nominal, value: formatMoney(nominal, currency, language) },
    { label: words.nominalInAll, value: formatMoney(nominal * shares, currency, language) },
  ]
}

function replaced({ replaces, language }: ShareCertificate, words: ShareWords): Fact[] {
  if (replaces === null) return []
  const value = words.replacesThe(replaces.number, formatDate(replaces.issuedOn, language))
  return [{ label: words.replaces, value }]
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
