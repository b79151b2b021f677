import type { RateRow } from '../ledger/exchange/rates.ts'
import { type Payable, type PayablePart, partOf } from '../payments/payable.ts'
import type { PartCode } from '../payments/payable-words.ts'
import type { Destination } from './destinations.ts'
import type { HolderPayable } from './holder-lines.ts'
import { linesOfHolder } from './payee-lines.ts'
import type { RunLine } from './run-line.ts'
import { withConversions } from './with-conversions.ts'
import { isReady } from './within-funds.ts'

/** To where payees are paid, and the stored rates by pair. */
export type Ways = {
  destinations: ReadonlyMap<string, Destination>
  rates: ReadonlyMap<string, RateRow>
}

/** The same lines, where what would leave stays for want of a rate, or of the code of the bank. */
export function withStops(lines: readonly RunLine[], { destinations, rates }: Ways): RunLine[] {
  const converted = withConversions(lines, destinations, rates)
  return lines.map((line, index) => {
    const tried = converted[index]
    return tried?.code === 'NO_RATE' || tried?.code === 'NO_BIC' ? tried : line
  })
}

/** Later than every test: what is ready some day counts as ready. */
const ANY_DAY = '9999-12-31'

/** What a holder is told, where what the pay run would keep back is not said to leave. */
export function toldToHolder(holder: HolderPayable, ways: Ways): Payable {
  const { held, payable } = holder
  const leaving = withStops(linesOfHolder(holder, ANY_DAY, ways.destinations), ways)
  const { currency } = held
  const stays = (code: PartCode, amount: bigint, on: string | null) =>
    partOf(code, { currency, amount, minimum: 0n, on, missing: [] })
  const ready = leaving.find(line => line.refundId === null && isStop(line))
  const refunds = Map.groupBy(
    leaving.filter(({ refundId }) => refundId !== null),
    line => line.code,
  )
  const parts = payable.parts.flatMap((part): PayablePart[] => {
    if (part.code === 'READY' && ready !== undefined) {
      return [stays(ready.code as PartCode, ready.amount, part.nextTestOn)]
    }
    if (part.code === 'SET_OFF' && ready !== undefined) return []
    if (part.code !== 'REFUND') return [part]
    const waiting = [...refunds].filter(([code]) => code !== 'REFUND')
    const kept = waiting.map(([code, lines]) => stays(code as PartCode, sumOf(lines), null))
    const left = kept.reduce((sum, { amount }) => sum - amount, part.amount)
    return left === 0n ? kept : [stays('REFUND', left, null), ...kept]
  })
  const leaves = parts.filter(({ code }) => isReady({ code }))
  const sum = leaves.reduce((all, { amount }) => all + amount, 0n)
  return { ...payable, payable: sum, held: payable.balance - sum, parts }
}

const isStop = ({ code }: RunLine) => code === 'NO_RATE' || code === 'NO_BIC'

const sumOf = (lines: readonly RunLine[]) => lines.reduce((sum, { amount }) => sum + amount, 0n)
