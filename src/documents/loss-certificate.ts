import type { Currency } from '../domain/money/currency.ts'
import { formatAmount } from '../domain/money/money.ts'
import { amounts, facts, figures, heading, masthead, note } from './blocks.ts'
import { printable } from './fonts.ts'
import { formatDate, formatMoney, type Language } from './format.ts'
import { type EndingStep, LOSS_WORDS, type LossWords } from './loss-words.ts'
import { Paper } from './page.ts'
import { finishProved, type ProvedPaper } from './proved-paper.ts'

/** What a holder lost with a project that was wound up, ready to be written down. Amounts are minor units. */
export type LossData = {
  /** What the holder quotes: letters, digits and dashes. */
  number: string
  /** The instant of the latest fact it rests on, and the same as a date in the zone of the project. */
  asOf: Date
  asOfDay: string
  language: Language
  currency: Currency
  /** Who sends the paper, the e-mail address to write to, and where a paper can be verified. */
  platform: { name: string; contact: string; verifyUrl: string }
  holder: string
  project: { name: string; issuer: string }
  putIn: bigint
  gotBack: bigint
  lost: bigint
  /** The day on which the project was wound up. */
  irrecoverableOn: string
  /** What was recorded on the way, in the order in which it was. */
  steps: readonly { kind: EndingStep; occurredOn: string; source: string }[]
  /** The certificate that it corrects, with its day. */
  replaces: { number: string; issuedOn: string } | null
}

/**
 * Writes the certificate as a tagged PDF (PDF/A-3a in structure) with its figures attached: the same data gives the
 * same bytes. Throws when its figures do not add up, when nothing was lost and no certificate said otherwise, and when the
 * number has other signs than letters, digits and dashes.
 */
export async function renderLossCertificate(data: LossData): Promise<ProvedPaper> {
  checkLoss(data)
  const { number, language, asOf, asOfDay, platform } = data
  const words = LOSS_WORDS[language]
  const title = words.title(number)
  const paper = new Paper({ title, language, createdAt: asOf, foot: { left: title, right: words.page } })
  masthead(paper, printable(platform.name, 80), [title, words.issuedOn(formatDate(asOfDay, language))])
  heading(paper, 'H1', words.heading)
  facts(paper, [
    { label: words.holder, value: printable(data.holder) },
    { label: words.project, value: printable(data.project.name) },
    { label: words.issuer, value: printable(data.project.issuer) },
    ...replaced(data, words),
  ])
  writeFigures(paper, data, words)
  writeSteps(paper, data, words)
  heading(paper, 'H2', words.questionsHeading)
  facts(paper, [
    { label: words.recoveries, value: words.recoveriesTold },
    { label: words.tax, value: words.taxTold },
  ])
  return finishProved(paper, data, certifiedLoss(data))
}

function replaced({ replaces, language }: LossData, words: LossWords): { label: string; value: string }[] {
  if (replaces === null) return []
  const value = words.replacesThe(replaces.number, formatDate(replaces.issuedOn, language))
  return [{ label: words.replaces, value }]
}

/** The same as the text says, for programs: amounts are decimal texts in whole units of the currency, days are ISO dates. */
function certifiedLoss(data: LossData): object {
  const { number, holder, project, currency, asOfDay: asOf, irrecoverableOn, steps, replaces } = data
  const money = (minor: bigint) => formatAmount(minor, currency)
  return {
    ...{ number, holder, project, currency, asOf, irrecoverableOn },
    putIn: money(data.putIn),
    gotBack: money(data.gotBack),
    lost: money(data.lost),
    ...{ steps, replaces },
  }
}

function checkLoss({ number, putIn, gotBack, lost, replaces }: LossData): void {
  if (!/^[A-Za-z0-9-]{1,40}$/.test(number))
    throw new Error('The number of a certificate is letters, digits and dashes.')
  const left = putIn > gotBack ? putIn - gotBack : 0n
  if (left !== lost || (lost === 0n && replaces === null))
    throw new Error('What was put in, less what came back, is not what was lost.')
}

function writeFigures(paper: Paper, data: LossData, words: LossWords): void {
  const { currency, language, putIn, gotBack, lost } = data
  const money = (minor: bigint) => formatMoney(minor, currency, language)
  const date = formatDate(data.irrecoverableOn, language)
  paper.y += 12
  figures(paper, [
    { label: words.putIn, amount: money(putIn), note: words.putInNote },
    { label: words.gotBack, amount: money(gotBack), note: words.gotBackNote },
    { label: words.lost, amount: money(lost), note: words.lostNote },
  ])
  paper.y += 12
  amounts(paper, [
    { label: words.putIn, value: money(putIn) },
    { label: words.gotBack, value: money(-gotBack) },
    { label: words.lost, value: money(lost), tone: 'result' },
  ])
  const project = printable(data.project.name)
  note(paper, lost === 0n ? words.nothing(project) : words.sentence({ lost: money(lost), project, date }))
}

function writeSteps(paper: Paper, { steps, language }: LossData, words: LossWords): void {
  heading(paper, 'H2', words.stepsHeading)
  facts(
    paper,
    steps.map(({ kind, occurredOn, source }) => {
      const value = words.step(formatDate(occurredOn, language), printable(source, 500))
      return { label: words.steps[kind], value }
    }),
  )
}
