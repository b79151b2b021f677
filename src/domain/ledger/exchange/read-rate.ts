import { type Currency, parseCurrency } from '../../money/currency.ts'
import { parseRatio } from '../../money/fraction.ts'
import { shortened, within } from '../../refusal.ts'
import { refuse } from './refusals.ts'

/** One whole unit of `from` is worth `rate` whole units of `to` since `at`, as `source` says. */
export type NewRate = { from: string; to: string; rate: string; source: string; at: Date }

/** The same, read. */
export type ReadRate = NewRate & { from: Currency; to: Currency }

const LONGEST_SOURCE = 60
const SOURCE = /^\P{C}+$/u

/**
 * Reads a rate as somebody told it. Refuses RATE_MALFORMED, RATE_OF_ONE_CURRENCY, RATE_IN_FUTURE, CURRENCY_UNKNOWN,
 * RATE_SOURCE_MALFORMED.
 */
export function readRate({ rate, at, ...given }: NewRate, now: Date): ReadRate {
  const from = within('from', () => parseCurrency(given.from))
  const to = within('to', () => parseCurrency(given.to))
  if (from === to) throw refuse.RATE_OF_ONE_CURRENCY({ currency: from })
  if (!/^\d{1,12}(\.\d{1,12})?$/.test(rate) || parseRatio(rate).n === 0n) {
    throw refuse.RATE_MALFORMED({ text: shortened(rate) })
  }
  if (at > now) throw refuse.RATE_IN_FUTURE({ at: at.toISOString(), now: now.toISOString() })
  const source = given.source.trim().normalize('NFC')
  if (!SOURCE.test(source) || source.length > LONGEST_SOURCE) {
    throw refuse.RATE_SOURCE_MALFORMED({ length: source.length, most: LONGEST_SOURCE })
  }
  return { from, to, rate, source, at }
}
