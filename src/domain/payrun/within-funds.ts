import type { Currency } from '../money/currency.ts'
import type { PayableCode } from '../payments/payable-words.ts'
import type { Credit } from './payee-balances.ts'
import type { PayeeKind, RunLine } from './run-line.ts'
import { sumOf } from './with-offsets.ts'

/** Who is paid first where the money does not reach for all: what goes back, then the state, the clients, and the platform last. */
const ORDER: readonly PayeeKind[] = ['taxOffice', 'holder', 'partner', 'issuer', 'platform']

/** The money of a currency, as far as payouts may use it. Minor units. */
export type Pot = {
  /** What lies on the clients' bank account and is not on its way out. */
  cash: bigint
  /** What of all that is there, or is sure to come from the card processor, belongs to those who may be paid. */
  covered: bigint
  /** What the house has on `exchange` and can give for another currency; below zero what it is short of. */
  spare: bigint
}

/**
 * The money of a currency now. What is on its way out is not there any more; and the money of those who are not to be paid
 * now (orders that wait, revenue that is not distributed, money nobody claimed, what the house has to spare) stays covered by
 * what is there and what is sure to come from the card processor, so that nobody's hole is filled with it. Revenue that a run
 * gave back on paper is not there (`short`, minor units): its project waits for it, and no payee does.
 */
export function potOf(credits: readonly Credit[], currency: Currency, short = 0n): Pot {
  const own = credits.filter(each => each.currency === currency)
  const on = (...kinds: Credit['kind'][]) =>
    own.filter(each => kinds.includes(each.kind)).reduce((sum, each) => sum + each.credit, 0n)
  const cash = -on('bank') - on('transit')
  const spare = on('exchange')
  const kept = on('suspense', 'subscriber', 'revenue', 'unclaimed') + atLeastNothing(spare)
  return { cash, covered: cash - on('card', 'internal') - kept + short, spare }
}

/** What may leave the bank account of a currency as it is. */
export const fundsOf = ({ cash, covered }: Pot): bigint => atLeastNothing(lesser(cash, covered))

/** What the house can give of a currency for payouts that are converted into it. */
export const spareOf = ({ cash, covered, spare }: Pot): bigint =>
  atLeastNothing(lesser(lesser(spare, spare + covered), cash))

/**
 * The same lines, where those that are ready and that the money does not reach for say so. What is converted takes what the
 * house has to spare of the other currency, and leaves its own behind: that fills first what the house is short of there. What
 * it leaves beyond that is to spare for nobody before its own batch is prepared, for the batches are prepared in any order.
 */
export function withinFunds(lines: readonly RunLine[], pots: ReadonlyMap<Currency, Pot>): RunLine[] {
  const left = new Map([...pots].map(([currency, pot]) => [currency, { ...pot }]))
  const of = (currency: Currency) => left.get(currency) ?? { cash: 0n, covered: 0n, spare: 0n }
  const stays = new Map<RunLine, PayableCode>()
  for (const line of lines.filter(isReady).toSorted(byUrgency)) {
    const { becomes, amount } = line
    const reason = becomes
      ? takeConverted({ amount, becomes: becomes.amount }, of(line.currency), of(becomes.currency))
      : takePlain(amount, of(line.currency))
    if (reason !== null) stays.set(line, reason)
  }
  return lines.map(line => {
    const reason = stays.get(line)
    return reason === undefined ? line : staying(line, reason)
  })
}

function takePlain(amount: bigint, pot: Pot): PayableCode | null {
  if (amount > fundsOf(pot)) return 'FUNDS_MISSING'
  pot.cash -= amount
  pot.covered -= amount
  return null
}

function takeConverted(
  { amount, becomes }: { amount: bigint; becomes: bigint },
  from: Pot,
  to: Pot,
): PayableCode | null {
  const filled = lesser(amount, atLeastNothing(-from.spare))
  if (amount - filled > atLeastNothing(from.covered)) return 'FUNDS_MISSING'
  if (becomes > spareOf(to)) return 'EXCHANGE_SHORT'
  from.covered -= amount - filled
  from.spare += filled
  to.spare -= becomes
  to.cash -= becomes
  return null
}

/** A line that does not leave after all: what cannot leave is not set off either. */
export const staying = (line: RunLine, code: PayableCode): RunLine => {
  return { ...line, code, amount: line.amount + sumOf(line.offsets), offsets: [] }
}

/** Whether a line leaves with the batch of its currency. */
export const isReady = ({ code }: Pick<RunLine, 'code'>): boolean => code === 'READY' || code === 'REFUND'

/** The currency in which a line leaves, or would. */
export const leavesIn = ({ currency, becomes }: RunLine): Currency => becomes?.currency ?? currency

function byUrgency(one: RunLine, other: RunLine): number {
  if (one.code !== other.code) return one.code === 'REFUND' ? -1 : 1
  return ORDER.indexOf(one.payee) - ORDER.indexOf(other.payee)
}

const lesser = (one: bigint, other: bigint) => (one < other ? one : other)
const atLeastNothing = (amount: bigint) => (amount > 0n ? amount : 0n)
