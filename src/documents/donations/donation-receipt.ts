import { createHash } from 'node:crypto'
import { amounts, facts, figures, heading, masthead, note, type Row } from '../blocks.ts'
import { printable } from '../fonts.ts'
import { formatDate, formatMoney } from '../format.ts'
import { Paper } from '../page.ts'
import { proof } from '../periodic/proof.ts'
import { donationFigures } from './figures.ts'
import { inLetters } from './in-letters.ts'
import { checkDonation, type DonationData } from './shape.ts'
import { DONATION_WORDS, type DonationWords } from './words.ts'

/** A receipt, and the SHA-256 of the figures that are attached to it, which is printed on it; hexadecimal. */
export type DonationPaper = { bytes: Buffer; figuresSha256: string }

/**
 * Writes a receipt for gifts with the data of the model Cerfa 11580 as a tagged PDF (PDF/A-3a in structure) with its figures
 * attached: the same data gives the same bytes. Throws when the figures contradict each other.
 */
export async function renderDonation(data: DonationData): Promise<DonationPaper> {
  checkDonation(data)
  const { language, number, issuedAt: createdAt, amount } = data
  const words = DONATION_WORDS[language]
  const title = words.title(number)
  const paper = new Paper({ title, language, createdAt, foot: { left: title, right: words.page } })
  const attached = donationFigures(data)
  const figuresSha256 = createHash('sha256').update(attached).digest('hex')
  masthead(paper, printable(data.platform.name, 80), [
    title,
    words.issuedOn(formatDate(data.issuedOn, language)),
  ])
  heading(paper, 'H1', words.heading(data.year))
  writeWho(paper, data, words)
  paper.y += 12
  figures(paper, [
    { label: words.amount, amount: formatMoney(amount, 'EUR', language), note: words.inFigures },
  ])
  writeLaw(paper, data, words)
  if (data.gifts.length === 0) note(paper, words.nothing)
  else writeGifts(paper, data, words)
  proof(paper, data, figuresSha256)
  const name = `${number}.json`
  paper.attach({ name, type: 'application/json', bytes: attached, description: words.attached })
  return { bytes: await paper.finish(), figuresSha256 }
}

function writeWho(paper: Paper, data: DonationData, words: DonationWords): void {
  const { replaces, language } = data
  const rows = [
    { label: words.donor, value: printable(data.donor) },
    { label: words.beneficiary, value: printable(data.beneficiary) },
    { label: words.purpose, value: printable(data.purpose, 500) },
    { label: words.project, value: printable(data.project) },
  ]
  if (replaces !== null) {
    const [now = '', before = ''] = [data.amount, replaces.amount].map(each =>
      formatMoney(each, 'EUR', language),
    )
    const value = words.replacesThe(replaces.number, formatDate(replaces.issuedOn, language), now, before)
    rows.push({ label: words.replaces, value })
  }
  facts(paper, rows)
}

function writeLaw(paper: Paper, { amount, articles, gifts, language }: DonationData, words: DonationWords) {
  const law = articles.map(article => words.article(article.replace('bis', ' bis'))).join(', ')
  facts(paper, [
    { label: words.inLetters, value: inLetters(amount, language) },
    ...(gifts.length === 0 ? [] : [{ label: words.law, value: law }]),
    { label: words.nature, value: words.money },
  ])
}

function writeGifts(paper: Paper, { gifts, amount, language }: DonationData, words: DonationWords): void {
  const money = (minor: bigint) => formatMoney(minor, 'EUR', language)
  heading(paper, 'H2', words.giftsHeading)
  amounts(paper, [
    ...gifts.map((gift): Row => {
      const label = words.gift(formatDate(gift.on, language), words.forms[gift.form])
      return { label, value: money(gift.amount) }
    }),
    { label: words.together, value: money(amount), tone: 'sum' },
  ])
  note(paper, words.declaration)
}
