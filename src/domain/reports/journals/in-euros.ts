import { conversionBy } from '../../ledger/exchange/conversion-by.ts'
import { type Conversion, convert } from '../../money/convert.ts'
import { BOOK_CURRENCY, type Currency } from '../../money/currency.ts'

/** A line of an entry in its own currency, and the rate to the euro that it is booked at; null of lines in euros. */
export type OwnLine = { amount: bigint; currency: Currency; rate: string | null; rateFrom: Currency | null }

/** What lines of entries are worth in euro cents: positive = debit. */
export type Euros = {
  /** The worth of the next line of the entry, rounded half even by itself. */
  next(line: OwnLine): bigint
  /**
   * Ends the entry: what its rounded lines lack to be in balance. That is at most half a cent for each of them, and stands on
   * the exchange account.
   */
  rest(): bigint
}

/** Reads entries line by line, however many lines they have. */
export function inEuros(): Euros {
  const conversions = new Map<string, Conversion>()
  let sum = 0n

  function conversionOf({ currency, rate, rateFrom }: OwnLine): Conversion {
    if (rate === null || rateFrom === null) throw new Error(`An entry in ${currency} has no rate to the euro`)
    const name = `${currency} ${rate} ${rateFrom}`
    const known = conversions.get(name)
    if (known !== undefined) return known
    const made = conversionBy({ rate, fromCurrency: rateFrom }, { from: currency, to: BOOK_CURRENCY })
    conversions.set(name, made)
    return made
  }

  function next(line: OwnLine): bigint {
    const worth = line.currency === BOOK_CURRENCY ? line.amount : convert(line.amount, conversionOf(line))
    sum += worth
    return worth
  }

  function rest(): bigint {
    const lacking = -sum
    sum = 0n
    return lacking
  }

  return { next, rest }
}
