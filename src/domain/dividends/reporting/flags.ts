import type { Currency } from '../../money/currency.ts'
import { divide, type Exact } from '../../money/fraction.ts'
import { formatAmount } from '../../money/money.ts'
import type { Period } from '../revenue/check-period.ts'
import type { Change } from './changes.ts'

/** What is worth a look before a report is approved. It keeps nobody from approving. */
export type Flag = {
  code: 'netChanged' | 'sourceMissing' | 'receiptsShort' | 'receiptsAbove'
  message: string
}

/** What a report is compared with; amounts in minor units. */
export type Comparison = {
  currency: Currency
  net: bigint
  /** The last report that stands of an earlier period. */
  last: (Period & { net: bigint }) | null
  changes: readonly Change[]
  tolerance: Exact
  /** What is reported and not distributed, and what of it has arrived; null where the money arrives elsewhere. */
  bank: { reported: bigint; arrived: bigint } | null
}

/** The flags of a report, each with its numbers. */
export function flagsOf(comparison: Comparison): Flag[] {
  return [netFlag(comparison), sourceFlag(comparison), bankFlag(comparison)].filter(flag => flag !== null)
}

function netFlag({ currency, net, last, tolerance }: Comparison): Flag | null {
  if (last === null || !isBeyond(net, last.net, tolerance)) return null
  const money = (minor: bigint) => `${formatAmount(minor, currency)} ${currency}`
  const then = `the ${money(last.net)} of ${last.periodStart} to ${last.periodEnd}`
  const allowed = `the tolerance is ${percent(tolerance.n, tolerance.d)}`
  if (last.net <= 0n)
    return { code: 'netChanged', message: `Net ${money(net)} comes after ${then}; ${allowed}.` }
  const distance = `${percent(sizeOf(net - last.net), last.net)} ${net > last.net ? 'above' : 'below'}`
  return { code: 'netChanged', message: `Net ${money(net)} is ${distance} ${then}; ${allowed}.` }
}

const NAMED = 3

function sourceFlag({ currency, changes }: Comparison): Flag | null {
  const missing = changes.filter(change => change.before !== 0n && change.now === 0n)
  if (missing.length === 0) return null
  const together = missing.reduce((sum, change) => sum + change.before, 0n)
  const names = missing
    .slice(0, NAMED)
    .map(({ source, category }) => (category ? `${source} (${category})` : source))
  const more = missing.length > NAMED ? ' and others' : ''
  const what = missing.length === 1 ? '1 source' : `${missing.length} sources`
  const message = `${what} of the last report brought nothing now (${formatAmount(together, currency)} ${currency} then): ${names.join(', ')}${more}.`
  return { code: 'sourceMissing', message }
}

function bankFlag({ currency, bank, tolerance }: Comparison): Flag | null {
  if (bank === null) return null
  const { reported, arrived } = bank
  const money = (minor: bigint) => `${formatAmount(minor, currency)} ${currency}`
  const message = `${money(reported)} is reported and not distributed; ${money(arrived)} of it has arrived`
  if (arrived < reported) return { code: 'receiptsShort', message: `${message}.` }
  if (!isBeyond(arrived, reported, tolerance)) return null
  const allowed = `more than the tolerance of ${percent(tolerance.n, tolerance.d)} above`
  return { code: 'receiptsAbove', message: `${message.replace(' of it', '')}, ${allowed}.` }
}

/** Whether a value differs from another by more than a part of it. After nothing, everything does. */
function isBeyond(value: bigint, other: bigint, { n, d }: Exact): boolean {
  return sizeOf(value - other) * d > sizeOf(other) * n
}

const sizeOf = (value: bigint) => (value < 0n ? -value : value)

/** A ratio in whole per cent, rounded half up: for reading only. */
const percent = (part: bigint, whole: bigint) => `${divide(part * 100n, whole, 'halfUp')} %`
