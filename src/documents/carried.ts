import { PRECISION } from '../domain/money/allocate.ts'
import type { Currency } from '../domain/money/currency.ts'
import { formatFraction, type Language } from './format.ts'
import { STATEMENT_WORDS } from './statement-words.ts'

/**
 * What of an exact share could not be paid in whole minor units, before and after: one sentence, or two where something
 * was carried from the run before. Carries in 10^-18 of a minor unit, written exactly unless told otherwise.
 */
export function carried(
  { carryBefore, carryAfter }: { carryBefore: bigint; carryAfter: bigint },
  currency: Currency,
  language: Language,
  write: typeof formatFraction = formatFraction,
): [string, string?] {
  const words = STATEMENT_WORDS[language]
  const fraction = (carry: bigint) => write(carry, currency, language)
  const after =
    carryAfter > 0n
      ? words.carriedOwed(fraction(carryAfter))
      : carryAfter < 0n
        ? words.carriedTooMuch(fraction(carryAfter))
        : words.nothingMoreCarried
  if (carryBefore === 0n) return [carryAfter === 0n ? words.nothingCarried : after]
  const before = carryBefore > 0n ? words.owedBefore : words.tooMuchBefore
  return [before(fraction(carryBefore)), after]
}

/** A hundredth of a minor unit. */
const HUNDREDTH = PRECISION / 100n

/** A fraction as a paper says it: of one that nobody could ever spend, that it is small. The attached figures have all of it. */
export const toldFraction: typeof formatFraction = (units, currency, language) => {
  const size = units < 0n ? -units : units
  if (size === 0n || size >= HUNDREDTH) return formatFraction(units, currency, language)
  return STATEMENT_WORDS[language].lessThan(formatFraction(HUNDREDTH, currency, language))
}
