import type { Currency } from '../money/currency.ts'
import type { Credit } from './payee-balances.ts'
import type { PayeeKind, RunLine } from './run-line.ts'
import { sumOf } from './with-offsets.ts'

/** Who is paid first where the money does not reach for all: what goes back, then the state, the clients, and the platform last. */
const ORDER: readonly PayeeKind[] = ['taxOffice', 'holder', 'partner', 'issuer', 'platform']

/**
 * What may leave the bank account of a currency now. What is on its way out is not there any more; and the money of those
 * who are not to be paid now (orders that wait, revenue that is not distributed, money nobody claimed) stays covered by what
 * is there and what is sure to come from the card processor, so that nobody's hole is filled with it. Revenue that a run gave
 * back on paper is not there (`short`, minor units): its project waits for it, and no payee does.
 */
export function fundsOf(credits: readonly Credit[], currency: Currency, short = 0n): bigint {
  const own = credits.filter(each => each.currency === currency)
  const on = (...kinds: Credit['kind'][]) =>
    own.filter(each => kinds.includes(each.kind)).reduce((sum, each) => sum + each.credit, 0n)
  const bank = -on('bank') - on('transit')
  const covered = bank - on('card', 'internal') - on('suspense', 'subscriber', 'revenue', 'unclaimed') + short
  const least = covered < bank ? covered : bank
  return least > 0n ? least : 0n
}

/** The same lines, where those that are ready and that the money does not reach for say so. */
export function withinFunds(lines: readonly RunLine[], funds: ReadonlyMap<Currency, bigint>): RunLine[] {
  const left = new Map(funds)
  const missing = new Set<RunLine>()
  for (const line of lines.filter(isReady).toSorted(byUrgency)) {
    const there = left.get(line.currency) ?? 0n
    if (line.amount > there) missing.add(line)
    else left.set(line.currency, there - line.amount)
  }
  return lines.map(line => (missing.has(line) ? withoutFunds(line) : line))
}

/** What cannot leave is not set off either. */
const withoutFunds = (line: RunLine): RunLine => {
  return { ...line, code: 'FUNDS_MISSING', amount: line.amount + sumOf(line.offsets), offsets: [] }
}

/** Whether a line leaves with the batch of its currency. */
export const isReady = ({ code }: RunLine): boolean => code === 'READY' || code === 'REFUND'

function byUrgency(one: RunLine, other: RunLine): number {
  if (one.code !== other.code) return one.code === 'REFUND' ? -1 : 1
  return ORDER.indexOf(one.payee) - ORDER.indexOf(other.payee)
}
