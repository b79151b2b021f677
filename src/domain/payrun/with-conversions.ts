import { conversionBy } from '../ledger/exchange/conversion-by.ts'
import type { Pair, RateRow } from '../ledger/exchange/rates.ts'
import { convert } from '../money/convert.ts'
import type { Currency } from '../money/currency.ts'
import type { Destination } from './destinations.ts'
import type { RunLine } from './run-line.ts'
import { isReady, staying } from './within-funds.ts'

type Destinations = ReadonlyMap<string, Destination>

/** By which name the rate between two currencies is found. */
export const pairKey = ({ from, to }: Pair) => `${from} ${to}`

type Owed = Pick<RunLine, 'code' | 'currency' | 'payeeOwnerId'>

/** Between which currencies rates are needed to pay these lines, each once. */
export function pairsOf(lines: readonly Owed[], destinations: Destinations): Pair[] {
  const pairs = lines.flatMap(line => {
    const to = paidIn(line, destinations)
    return to === line.currency ? [] : [{ from: line.currency, to }]
  })
  return [...new Map(pairs.map(pair => [pairKey(pair), pair])).values()]
}

/**
 * The same lines, where what leaves to an account in another currency says what it becomes: rounded half even, once, after
 * what is set off. A refund goes back in the currency that was paid. What no rate is stored for stays, and what leaves SEPA's
 * one currency without the code of its bank.
 */
export function withConversions(
  lines: readonly RunLine[],
  destinations: Destinations,
  rates: ReadonlyMap<string, RateRow>,
): RunLine[] {
  return lines.map(line => {
    if (!isReady(line)) return line
    const { currency: from, amount } = line
    const to = paidIn(line, destinations)
    if (to !== 'EUR' && bicOf(line, destinations) === null) return staying(line, 'NO_BIC')
    if (from === to) return line
    const rate = rates.get(pairKey({ from, to }))
    if (rate === undefined) return staying(line, 'NO_RATE')
    const becomes = convert(amount, conversionBy(rate, { from, to }))
    // Less than one minor unit of it cannot be sent.
    if (becomes === 0n) return staying(line, 'BELOW_MINIMUM')
    return { ...line, becomes: { currency: to, amount: becomes, rateId: rate.id } }
  })
}

function paidIn({ code, currency, payeeOwnerId }: Owed, destinations: Destinations): Currency {
  return (code === 'READY' && destinations.get(payeeOwnerId)?.currency) || currency
}

/** Of an account that paid, and that nobody named, the bank tells no code. */
function bicOf({ payeeId, payeeOwnerId }: RunLine, destinations: Destinations): string | null {
  return payeeId === null ? (destinations.get(payeeOwnerId)?.bic ?? null) : null
}
