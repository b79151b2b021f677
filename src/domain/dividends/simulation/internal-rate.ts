import { divide } from '../../money/fraction.ts'
import { formatScaled } from '../../money/money.ts'
import { yearParts } from '../../time/day-count.ts'

/** Money that moves on a day, as its holder sees it: below zero he pays, above zero it comes back. Minor units. */
export type Flow = { day: string; amount: bigint }

/** Why there is no rate. */
export const NO_RATE = {
  nothingPaidIn: 'Nothing was paid in, so nothing earns a rate.',
  daysUnknown: 'The day on which a holder of the class paid in is not given.',
  nothingComesBack: 'Nothing comes back: all is lost (-100 %), and no rate brings the flows to zero.',
  sameDay: 'Paying in and coming back fall on the same days: no time passes between them.',
  severalSignChanges: 'Paying in and coming back alternate more than once: more than one rate may fit.',
  comesBackFirst: 'Money comes back before it is paid in: a rate would not be a return.',
  aboveRange: 'The rate is above 1600000 a year (160000000 %).',
} as const
export type NoRate = keyof typeof NO_RATE

/** A rate per year as a decimal ("0.10000000" is 10 %), or why there is none. */
export type InternalRate =
  | { rate: string; none: null; because: null }
  | { rate: null; none: NoRate; because: string }

/** How a rate is found: it stands beside every answer. */
export const RATE_METHOD = {
  name: 'The annual rate at which the sum of amount / (1 + rate)^(days / 365) is zero, found by bisection',
  dayCount: 'actual/365',
  tolerance: '0.000000001',
  rounding: '8 decimals, half up',
} as const

/** Growth is counted in 10^-60: where flows balance its powers are above 10^-19, so forty digits of them are exact. */
const UNIT = 10n ** 60n
const TOLERANCE = UNIT / 10n ** 9n
const DECIMALS = 8
/** The greatest growth per day that is looked at. */
const HIGHEST = (UNIT * 104n) / 100n

/**
 * The internal rate of return of flows in any order. The growth per day g = (1 + rate)^(1/365) is a root of the sum of
 * amount × g^(days to the last flow): a polynomial with whole exponents, so whole numbers are enough and no float is.
 * Where the flows change sign once it has exactly one root above zero (Descartes' rule of signs), which bisection
 * cannot miss; where they change it more often no rate is given, for several may fit.
 */
export function internalRate(flows: readonly Flow[]): InternalRate {
  if (!flows.some(flow => flow.amount < 0n)) return noRate('nothingPaidIn')
  if (!flows.some(flow => flow.amount > 0n)) return noRate('nothingComesBack')
  const days = sumByDay(flows)
  const changes = days.slice(1).filter((flow, index) => flow.amount > 0n !== isAbove(days[index])).length
  if (changes === 0) return noRate('sameDay')
  if (changes > 1) return noRate('severalSignChanges')
  if (isAbove(days[0])) return noRate('comesBackFirst')
  const spaced = days.map(({ day, amount }, index) => ({
    amount,
    days: daysBetween(days[index - 1]?.day ?? day, day),
  }))
  if (futureValue(spaced, HIGHEST) > 0n) return noRate('aboveRange')
  return { rate: bisect(spaced), none: null, because: null }
}

/** No rate, for this reason. */
export const noRate = (none: NoRate): InternalRate => ({ rate: null, none, because: NO_RATE[none] })

const isAbove = (flow: Flow | undefined) => flow !== undefined && flow.amount > 0n
const daysBetween = (from: string, to: string) => yearParts(from, to, 'actual/365')[0]?.days ?? 0

/** One flow a day, in order; days on which nothing is left of it are none. */
function sumByDay(flows: readonly Flow[]): Flow[] {
  const sums = new Map<string, bigint>()
  for (const { day, amount } of flows) sums.set(day, (sums.get(day) ?? 0n) + amount)
  return [...sums]
    .map(([day, amount]) => ({ day, amount }))
    .filter(flow => flow.amount !== 0n)
    .toSorted((a, b) => (a.day < b.day ? -1 : 1))
}

/** A flow, and how many days after the one before it. */
type Spaced = { amount: bigint; days: number }

/** Too little growth leaves something over, too much leaves a debt: what was paid in comes first. */
function bisect(flows: readonly Spaced[]): string {
  let [low, high] = [0n, HIGHEST]
  while (yearly(high) - yearly(low) > TOLERANCE) {
    const middle = divide(low + high, 2n, 'down')
    if (futureValue(flows, middle) > 0n) low = middle
    else high = middle
  }
  const rate = yearly(divide(low + high, 2n, 'down')) - UNIT
  return formatScaled(divide(rate, UNIT / 10n ** BigInt(DECIMALS), 'halfUp'), DECIMALS)
}

const yearly = (growth: bigint) => power(growth, 365)

/** What the flows come to on the last day, each grown until then, in 10^-60 minor units. */
function futureValue(flows: readonly Spaced[], growth: bigint): bigint {
  return flows.reduce((value, { amount, days }) => times(value, power(growth, days)) + amount * UNIT, 0n)
}

function power(base: bigint, exponent: number): bigint {
  let result = UNIT
  let square = base
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = times(result, square)
    square = times(square, square)
  }
  return result
}

const times = (a: bigint, b: bigint) => divide(a * b, UNIT, 'down')
