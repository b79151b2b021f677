import type { Currency } from '../domain/money/currency.ts'
import { amounts, type Fact, facts, heading, masthead, note, type Row } from './blocks.ts'
import { printable } from './fonts.ts'
import { formatDate, formatMoney, formatRatio, type Language } from './format.ts'
import { INVOICE_WORDS, type InvoiceWords } from './invoice-words.ts'
import { Paper } from './page.ts'

/** An invoice or credit note, ready to be written down. Amounts are minor units; those of a credit note are below zero. */
export type InvoiceData = {
  /** Digits and dashes, such as "2026-000042". */
  number: string
  issuedAt: Date
  issuedOn: string
  language: Language
  currency: Currency
  platform: { name: string; contact: string }
  buyer: string
  /** The invoice that a credit note takes back, and why; null for an invoice. */
  credits: { number: string; issuedOn: string; reason: string } | null
  lines: readonly { kind: keyof InvoiceWords['lines']; label: string; net: bigint }[]
  net: bigint
  vatRatio: string
  vat: bigint
  /** It was taken from money of the buyer that the platform holds. */
  taken: boolean
}

/**
 * Writes an invoice as a tagged PDF (PDF/A-3a in structure): the same data gives the same bytes. Throws when its lines do
 * not sum to its net, or its number has other signs than digits and dashes.
 */
export async function renderInvoice(data: InvoiceData): Promise<Buffer> {
  if (!/^[\d-]{1,40}$/.test(data.number)) throw new Error('An invoice number is digits and dashes.')
  if (data.lines.reduce((total, { net }) => total + net, 0n) !== data.net)
    throw new Error('The lines of an invoice do not sum to its total.')
  const words = INVOICE_WORDS[data.language]
  const title = data.credits === null ? words.invoice(data.number) : words.creditNote(data.number)
  const { language, issuedAt: createdAt } = data
  const paper = new Paper({ title, language, createdAt, foot: { left: title, right: words.page } })
  const day = words.issuedOn(formatDate(data.issuedOn, language))
  masthead(paper, printable(data.platform.name, 80), [title, day])
  heading(paper, 'H1', data.credits === null ? words.invoiceHeading : words.creditHeading)
  writeParties(paper, data, words)
  writeAmounts(paper, data, words)
  heading(paper, 'H2', words.questionsHeading)
  facts(paper, [{ label: words.ask, value: words.askAt(printable(data.platform.contact), data.number) }])
  return paper.finish()
}

function writeParties(paper: Paper, data: InvoiceData, words: InvoiceWords): void {
  const { credits, language } = data
  const rows: Fact[] = [
    { label: words.seller, value: printable(data.platform.name, 80) },
    { label: words.buyer, value: printable(data.buyer) },
  ]
  if (credits !== null) {
    const of = words.creditsOf(credits.number, formatDate(credits.issuedOn, language))
    rows.push({ label: words.credits, value: of }, { label: words.reason, value: printable(credits.reason) })
  }
  facts(paper, rows)
}

function writeAmounts(paper: Paper, data: InvoiceData, words: InvoiceWords): void {
  const { currency, language, net, vat } = data
  const money = (minor: bigint) => formatMoney(minor, currency, language)
  const lines = data.lines.map((line): Row => {
    const label = line.label === '' ? words.lines[line.kind] : printable(line.label)
    return { label, value: money(line.net) }
  })
  heading(paper, 'H2', words.linesHeading)
  amounts(paper, [
    ...lines,
    { label: words.net, value: money(net), tone: 'sum' },
    { label: words.vat(formatRatio(data.vatRatio, language)), value: money(vat) },
    { label: words.gross, value: money(net + vat), tone: 'result' },
  ])
  if (data.taken) note(paper, words.taken)
}
