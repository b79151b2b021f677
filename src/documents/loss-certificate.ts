import type { Currency } from '../domain/money/currency.ts'
import { amounts, facts, figures, heading, masthead, note } from './blocks.ts'
import { printable } from './fonts.ts'
import { formatDate, formatMoney, type Language } from './format.ts'
import { type EndingStep, LOSS_WORDS, type LossWords } from './loss-words.ts'
import { Paper } from './page.ts'

/** What a holder lost with a project that was wound up, ready to be written down. Amounts are minor units. */
export type LossData = {
  /** What the holder quotes: letters, digits and dashes. */
  number: string
  /** The instant of the latest fact it rests on, and the same as a date in the zone of the project. */
  asOf: Date
  asOfDay: string
  language: Language
  currency: Currency
  /** Who sends the paper, and the e-mail address to write to. */
  platform: { name: string; contact: string }
  holder: string
  project: { name: string; issuer: string }
  putIn: bigint
  gotBack: bigint
  lost: bigint
  /** The day on which the project was wound up. */
  irrecoverableOn: string
  /** What was recorded on the way, in the order in which it was. */
  steps: readonly { kind: EndingStep; occurredOn: string; source: string }[]
}

/**
 * Writes the certificate as a tagged PDF (PDF/A-3a in structure): the same data gives the same bytes. Throws when its
 * figures do not add up or nothing was lost, and when the number has other signs than letters, digits and dashes.
 */
export async function renderLossCertificate(data: LossData): Promise<Buffer> {
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
  ])
  writeFigures(paper, data, words)
  writeSteps(paper, data, words)
  heading(paper, 'H2', words.questionsHeading)
  facts(paper, [
    { label: words.recoveries, value: words.recoveriesTold },
    { label: words.tax, value: words.taxTold },
    { label: words.ask, value: words.askAt(printable(platform.contact), number) },
  ])
  return paper.finish()
}

function checkLoss({ number, putIn, gotBack, lost }: LossData): void {
  if (!/^[A-Za-z0-9-]{1,40}$/.test(number))
    throw new Error('The number of a certificate is letters, digits and dashes.')
  if (lost <= 0n || putIn - gotBack !== lost)
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
  note(paper, words.sentence({ lost: money(lost), project: printable(data.project.name), date }))
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
