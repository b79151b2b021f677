import type { Currency } from '../../money/currency.ts'
import { formatAmount } from '../../money/money.ts'
import { maskedIban } from '../../parties/people/masked-iban.ts'
import type { AuditFacts } from './audit-facts.ts'
import type { AuditBasis } from './audit-pack.ts'
import { derivationText } from './derivation-text.ts'
import { bankFileName, batchFileName, runFileName } from './shared-files.ts'
import type { Trace, TracedConversion, TracedEntry, TracedLine } from './trace-shape.ts'

/** The traces of these payments, in their order, from what was read for all of them. */
export function tracesOf(
  facts: AuditFacts,
  { basis, ids }: { basis: AuditBasis; ids: readonly string[] },
): Trace[] {
  const known = { facts, ...groups(facts) }
  return ids.map(id => (basis === 'payouts' ? payoutTrace(known, id) : lineTrace(known, id)))
}

type Known = { facts: AuditFacts } & ReturnType<typeof groups>

function groups(facts: AuditFacts) {
  const { entries, openings, sides, lines, derivations, statements, payments, rates, behind } = facts
  return {
    rates: new Map(rates.map(row => [row.id, row])),
    payments: new Map(payments.map(row => [row.id, row])),
    entries: Map.groupBy(entries, row => row.legId),
    openings: new Map(openings.map(row => [row.legId, row.amount])),
    sides: Map.groupBy(sides, row => row.entryId),
    lines: lines.map((line, index) => ({ ...line, derivation: derivations[index] })),
    statements: new Map(statements.map(row => [`${row.distributionId}:${row.holderId}`, row])),
    recipients: Map.groupBy(behind.recipients, row => row.distributionId),
  }
}

const FORMAT = 'tantieme audit trace 1'

function payoutTrace(known: Known, id: string): Trace {
  const payment = known.payments.get(id)
  if (payment === undefined) throw new Error(`There is no payout ${id}`)
  const { takenIn: currency, kind, ownerId, debitId, returnedAt, returnReason } = payment
  const entries = known.entries.get(id) ?? []
  const opening = known.openings.get(id) ?? 0n
  const closing = entries.reduce((total, entry) => total + entry.amount, opening)
  const runs = new Set(
    entries.filter(entry => entry.kind === 'revenueDistributed').map(entry => entry.factId),
  )
  const lines = kind === 'holder' ? known.lines.filter(line => line.holderId === ownerId) : []
  return {
    ...{ format: FORMAT, id, basis: 'payouts', currency },
    amount: formatAmount(payment.taken, currency),
    payment: {
      endToEndId: payment.endToEndId,
      payee: { id: payment.payeeOwnerId, name: payment.holderName },
      account: maskedIban(payment.iban),
      settledAt: payment.settledAt.toISOString(),
      returned: returnedAt && { at: returnedAt.toISOString(), reason: returnReason ?? '' },
      converted: conversionOf(known, payment),
      bank: debitId === null ? null : bankFileName(debitId),
      batch: batchFileName(payment.batchId),
    },
    account: {
      ...{ kind, ownerId, opening: formatAmount(opening, currency) },
      entries: entries.map(entry => entryOf(known, entry, { kind, currency })),
      closing: formatAmount(closing, currency),
    },
    lines: lines.filter(line => runs.has(line.distributionId)).map(line => lineOf(known, line)),
    parts: kind === 'holder' ? [] : partsOf(known, [...runs], { kind, ownerId, currency }),
  }
}

function conversionOf(
  { rates }: Known,
  { amount, currency, rateId }: AuditFacts['payments'][number],
): TracedConversion | null {
  const row = rateId === null ? undefined : rates.get(rateId)
  if (row === undefined) return null
  const { rate, fromCurrency: from, toCurrency: to, source, at } = row
  return { currency, amount: formatAmount(amount, currency), rate, from, to, source, at: at.toISOString() }
}

function lineTrace(known: Known, id: string): Trace {
  const line = known.lines.find(each => keyOf(each) === id)
  if (line === undefined) throw new Error(`There is no dividend ${id}`)
  const { currency, net } = line
  const lines = [lineOf(known, line)]
  const amount = formatAmount(net, currency)
  return {
    format: FORMAT,
    id,
    basis: 'dividends',
    currency,
    amount,
    payment: null,
    account: null,
    lines,
    parts: [],
  }
}

/** An entry with its other sides: what its whole moved, by kind of account, without what it moved on this one. */
function entryOf(
  { sides }: Known,
  { entryId, kind, factId, bookedOn, amount }: AuditFacts['entries'][number],
  own: { kind: string; currency: Currency },
): TracedEntry {
  const inIt = (sides.get(entryId) ?? []).filter(side => side.currency === own.currency)
  const others = inIt.map(side =>
    side.kind === own.kind ? { ...side, accounts: side.accounts - 1, amount: side.amount - amount } : side,
  )
  return {
    ...{ id: entryId, kind, factId, bookedOn, amount: formatAmount(amount, own.currency) },
    others: others
      .filter(side => side.accounts > 0)
      .map(side => ({
        kind: side.kind,
        accounts: side.accounts,
        amount: formatAmount(side.amount, own.currency),
      })),
  }
}

type Line = Known['lines'][number]

const keyOf = (line: Pick<Line, 'distributionId' | 'classId' | 'holderId'>) =>
  `${line.distributionId}:${line.classId}:${line.holderId}`

function lineOf({ statements }: Known, line: Line): TracedLine {
  if (line.derivation === undefined) throw new Error(`Nobody derived ${keyOf(line)}`)
  const paper = statements.get(`${line.distributionId}:${line.holderId}`)
  return {
    id: keyOf(line),
    run: runFileName(line.distributionId),
    shares: line.weight.toString(),
    net: formatAmount(line.net, line.currency),
    statement: paper
      ? { number: paper.number, sha256: paper.sha256, issuedAt: paper.issuedAt.toISOString() }
      : null,
    derivation: derivationText(line.derivation),
  }
}

/** What the runs gave to an issuer, a partner or the platform by itself. */
function partsOf(
  { facts, recipients }: Known,
  runs: readonly string[],
  { kind, ownerId, currency }: { kind: string; ownerId: string; currency: Currency },
): Trace['parts'] {
  return runs.flatMap(id => {
    const contractId = facts.behind.runs.find(run => run.id === id)?.contractId
    const terms = facts.behind.contracts.find(contract => contract.id === contractId)?.terms
    const partners = (terms?.partners ?? []).filter(partner => partner.partyId === ownerId)
    const own = new Set<string>(
      kind === 'issuer'
        ? ['issuer']
        : kind === 'income'
          ? ['platform']
          : partners.map(({ code }) => `partner:${code}`),
    )
    return (recipients.get(id) ?? [])
      .filter(row => row.posted && own.has(row.recipient))
      .map(({ recipient, amount }) => ({
        run: runFileName(id),
        recipient,
        amount: formatAmount(amount, currency),
      }))
  })
}
