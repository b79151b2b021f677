import { type Currency, parseCurrency } from '../../domain/money/currency.ts'
import { parseAmount } from '../../domain/money/money.ts'
import { amounts, type Fact, facts, heading, masthead, note } from '../blocks.ts'
import { printable } from '../fonts.ts'
import { formatCount, formatDate, formatMoney, type Language } from '../format.ts'
import { Paper } from '../page.ts'
import { TRACE_WORDS, type TraceWords } from './trace-words.ts'

type By = { by: { name: string; id: string } | null; at: string }

/** What a trace paper is written of: amounts as decimal strings of one currency, but for what is paid in another; instants as ISO 8601. */
export type TraceData = {
  /** Its place in the pack, such as "001". */
  number: string
  id: string
  language: Language
  platform: string
  currency: string
  amount: string
  /** The instant the paper carries as its creation date. */
  at: string
  bank: {
    reference: string
    debitedAt: string
    amount: string
    reports: { reference: string; position: number; bookedOn: string }[]
  } | null
  payment: {
    endToEndId: string
    payee: { name: string; id: string }
    account: string
    settledAt: string
    returned: { at: string; reason: string } | null
    /** What the bank paid in another currency, and by which stored rate. */
    converted: {
      currency: string
      amount: string
      rate: string
      from: string
      to: string
      source: string
      at: string
    } | null
  } | null
  batch: { total: string; prepared: By; approved: By[]; sent: (By & { sha256: string | null }) | null } | null
  account: {
    opening: string
    entries: { bookedOn: string; words: string; amount: string }[]
    closing: string
  } | null
  runs: TracedRun[]
}

/** A run behind the payment: what it gave, to which recipient or for how many shares, and what it follows from. */
export type TracedRun = {
  project: string
  number: number
  contract: { version: number; sha256: string }
  signed: By | null
  reports: {
    from: string
    to: string
    net: string
    reported: By
    approved: By | null
    evidence: string | null
  }[]
  recipient: string | null
  shares: string | null
  statement: { number: string; sha256: string } | null
  amount: string
  /** How the amount came about, in the language of the paper. */
  sentences: string[]
}

type Money = (amount: string) => string
/** `paid` writes what the bank paid, in its currency. */
type Writing = { paper: Paper; data: TraceData; words: TraceWords; money: Money; paid: Money }

/** Writes the trace of one payment as a tagged PDF: the same data gives the same bytes. */
export function renderTrace(data: TraceData): Buffer {
  const words = TRACE_WORDS[data.language]
  const title = words.title(data.number)
  const paper = new Paper({
    ...{ title, language: data.language, createdAt: new Date(data.at) },
    foot: { left: `${title}, ${data.id}`, right: words.page },
  })
  const inIts = (currency: string) => moneyIn(parseCurrency(currency), data.language)
  const paidIn = data.payment?.converted?.currency ?? data.currency
  const writing = { paper, data, words, money: inIts(data.currency), paid: inIts(paidIn) }
  masthead(paper, printable(data.platform, 80), [title, formatDate(data.at.slice(0, 10), data.language)])
  heading(paper, 'H1', words.heading)
  amounts(paper, [{ label: words.amount, value: writing.money(data.amount), tone: 'result' }])
  writePayment(writing)
  writeBatch(writing)
  writeAccount(writing)
  for (const run of data.runs) writeRun(writing, run)
  return paper.finish()
}

const moneyIn = (currency: Currency, language: Language) => (amount: string) =>
  formatMoney(parseAmount(amount, currency), currency, language)

function writePayment({ paper, data: { bank, payment }, words, paid }: Writing): void {
  if (payment === null) return
  heading(paper, 'H2', words.bank)
  if (bank === null) note(paper, words.noBank)
  else {
    facts(paper, [
      { label: words.reference, value: printable(bank.reference) },
      { label: words.debited, value: bank.debitedAt },
      ...bank.reports.map(({ reference, position, bookedOn }): Fact => {
        return { label: words.report, value: words.place(printable(reference), position, bookedOn) }
      }),
    ])
    amounts(paper, [{ label: words.ofBank, value: paid(bank.amount) }])
  }
  heading(paper, 'H2', words.payout)
  const { payee, account, endToEndId, settledAt, returned, converted } = payment
  facts(paper, [
    { label: words.payee, value: `${printable(payee.name)}, ${payee.id}` },
    { label: words.account, value: printable(account) },
    { label: words.endToEnd, value: printable(endToEndId) },
    { label: words.settled, value: settledAt },
    ...(converted ? [{ label: words.converted, value: conversionIn(converted, words, paid) }] : []),
    ...(returned ? [{ label: words.returned, value: `${returned.at}, ${printable(returned.reason)}` }] : []),
  ])
}

function conversionIn(
  { amount, rate, from, to, source, at }: NonNullable<NonNullable<TraceData['payment']>['converted']>,
  words: TraceWords,
  paid: Money,
): string {
  return words.byRate(paid(amount), `1 ${from} = ${rate} ${to}`, printable(source), at)
}

function writeBatch({ paper, data: { batch }, words, paid }: Writing): void {
  if (batch === null) return
  const { prepared, approved, sent, total } = batch
  heading(paper, 'H2', words.batch)
  facts(paper, [
    { label: words.prepared, value: deed(prepared, words) },
    ...approved.map(each => ({ label: words.approved, value: deed(each, words) })),
    ...(sent ? [{ label: words.sent, value: deed(sent, words) }] : []),
    ...(sent?.sha256 ? [{ label: words.file, value: sent.sha256 }] : []),
  ])
  amounts(paper, [{ label: words.total, value: paid(total) }])
}

function deed({ by, at }: By, words: TraceWords): string {
  return by === null ? `${words.system}, ${at}` : `${printable(by.name)} (${by.id}), ${at}`
}

function writeAccount({ paper, data: { account }, words, money }: Writing): void {
  if (account === null) return
  heading(paper, 'H2', words.balance)
  amounts(paper, [
    { label: words.opening, value: money(account.opening) },
    ...account.entries.map(({ bookedOn, words: what, amount }) => {
      return { label: words.entry(bookedOn, printable(what)), value: money(amount) }
    }),
    { label: words.closing, value: money(account.closing), tone: 'sum' },
  ])
}

function writeRun({ paper, data, words, money }: Writing, run: TracedRun): void {
  const { contract, signed, reports, recipient, shares, statement, amount, sentences } = run
  const paperOf = statement ? `${statement.number}, SHA-256 ${statement.sha256}` : words.noPaper
  heading(paper, 'H2', words.run(printable(run.project), run.number))
  facts(paper, [
    ...(recipient === null ? [] : [{ label: words.recipient, value: printable(recipient) }]),
    ...(shares === null ? [] : [{ label: words.shares, value: formatCount(BigInt(shares), data.language) }]),
    { label: words.contract, value: words.version(contract.version, contract.sha256) },
    ...(signed ? [{ label: words.signed, value: deed(signed, words) }] : []),
    ...reports.flatMap(report => reportFacts(report, words, money)),
    ...(recipient === null ? [{ label: words.paper, value: paperOf }] : []),
  ])
  amounts(paper, [{ label: words.net, value: money(amount), tone: 'own' }])
  if (sentences.length > 0) note(paper, sentences.map(sentence => printable(sentence, 1_000)).join(' '))
}

function reportFacts(
  { from, to, net, reported, approved, evidence }: TracedRun['reports'][number],
  words: TraceWords,
  money: Money,
): Fact[] {
  return [
    { label: words.reported, value: `${from} – ${to}: ${money(net)}, ${deed(reported, words)}` },
    ...(approved ? [{ label: words.approved, value: deed(approved, words) }] : []),
    { label: words.evidence, value: evidence === null ? words.noEvidence : `SHA-256 ${evidence}` },
  ]
}
