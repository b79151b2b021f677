import { decideRun, NO_RUN_YET } from '../../domain/dividends/run/decide-run.ts'
import { nextState } from '../../domain/dividends/run/simulate.ts'
import { parseCurrency } from '../../domain/money/currency.ts'
import { type Exact, exact, formatExact, round, ZERO } from '../../domain/money/fraction.ts'
import { formatAmount, formatScaled } from '../../domain/money/money.ts'
import type { ContractTerms, Recipient } from '../../domain/offerings/terms/contract-terms.ts'
import type { Case } from './case.ts'
import { castCrowd } from './cast.ts'
import { grouped } from './screen.ts'

/** How far lines strayed from what was due, in cents. */
export type Straying = {
  /** The farthest any holder ever was from the sum of his exact dues, in either direction. */
  farthest: Exact
  /** All lines together less the money that was there for them: below zero it was lost, above it was invented. */
  invented: bigint
}

/** What was measured over so many sums: our method beside the one that rounds each line by itself. */
export type Years = { sums: bigint[]; holders: number; carried: Straying; rounded: Straying }

/** A month: what was due to the crowd before any rounding, what it was given, and the line of each holder. */
type Month = { due: Exact; pool: bigint; lines: readonly bigint[] }

/**
 * Divides an odd sum each month, over so many years, among the crowd of the published case: through the engine of real
 * runs, without a database. After each run what every holder got so far is compared with what was exactly due to him.
 */
export function playYears(kase: Case, years: number): Years {
  const { published, madeUp } = kase
  const { holders, leastShares: least, namedShares: named, mostShares: most } = published
  const crowd = castCrowd({ holders, shares: kase.class.shares, least, named, most, seed: madeUp.seed })
  const weights = crowd.map(member => BigInt(member.shares))
  const sums = oddSums(years * 12)
  const months = decideMonths(sums, weights, kase)
  const whole = exact(total(weights))
  const byThemselves = months.map(month => ({
    ...month,
    lines: weights.map(weight => round(month.due.mul(exact(weight)).div(whole), 'halfUp')),
  }))
  return { sums, holders, carried: straying(months, weights), rounded: straying(byThemselves, weights) }
}

/** Between 0.01 and 99,999.99, an odd number of cents, the same at every run. */
function oddSums(count: number): bigint[] {
  return Array.from({ length: count }, (_, index) => ((BigInt(index + 1) * 7_654_321n) % 9_999_999n) | 1n)
}

function decideMonths(sums: readonly bigint[], weights: readonly bigint[], kase: Case): Month[] {
  const terms = termsOf(kase)
  const { code } = kase.class
  const shares = total(weights)
  const ids = weights.map((_, index) => String(index).padStart(4, '0'))
  const nothing = new BigInt64Array(weights.length)
  let before = NO_RUN_YET
  let carries: ArrayLike<bigint> = nothing
  return sums.map((sum, index) => {
    const asOf = madeUpDay(index)
    const row = { reportId: asOf, periodEnd: asOf, category: null, gross: sum, net: sum, units: 0n }
    const holders = { ids, weights, carries, paidIn: nothing, received: nothing }
    const classes = [{ classId: code, code, shares, sold: shares, holders }]
    const run = decideRun({ revenue: [row], terms, classes, asOf, before })
    const [pool] = run.pools
    const due = run.recipients.find(line => line.recipient === `class:${code}`)?.exact
    if (pool === undefined || due === undefined) throw new Error('The crowd has no part in the contract')
    before = nextState(before, run)
    carries = pool.carries
    return { due, pool: pool.amount, lines: [...pool.amounts] }
  })
}

const madeUpDay = (month: number) =>
  `${2009 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-28`

function termsOf({ split, currency }: Case): ContractTerms {
  const parts = Object.entries(split).map(([to, ratio]) => ({ to: to as Recipient, ratio }))
  return {
    currency: parseCurrency(currency),
    tiers: [{ name: 'Sales', split: parts }],
    partners: [],
    recordDate: 'periodEnd',
    unsold: 'raisesSold',
    collectedBy: 'clientsAccount',
    levies: 'none',
  }
}

/** Sums up month by month: who was far off in between is found, not only who is at the end. */
function straying(months: readonly Month[], weights: readonly bigint[]): Straying {
  const whole = total(weights)
  const got = weights.map(() => 0n)
  let [due, farthest, invented] = [ZERO, ZERO, 0n]
  for (const month of months) {
    due = due.add(month.due)
    invented += total(month.lines) - month.pool
    for (const [index, line] of month.lines.entries()) got[index] = (got[index] ?? 0n) + line
    const [mine, all] = [due.n, due.d * whole]
    // Over the one denominator of all holders, so that whole numbers are compared.
    const distances = got.map((sum, index) => size(sum * all - mine * (weights[index] ?? 0n)))
    const widest = exact(distances.reduce((most, each) => (each > most ? each : most), 0n)).div(exact(all))
    if (widest.compare(farthest) > 0) farthest = widest
  }
  return { farthest, invented }
}

const size = (value: bigint) => (value < 0n ? -value : value)
const total = (values: readonly bigint[]) => values.reduce((sum, value) => sum + value, 0n)

/** The table that is shown: each figure in it was measured. */
export function yearsScreen({ sums, holders, carried, rounded }: Years): string[] {
  const row = (...cells: [string, string, string, string]) =>
    cells
      .map((cell, index) => (index === 0 ? cell.padEnd(26) : cell.padStart([16, 20, 18][index - 1] ?? 0)))
      .join('')
  const measured = (name: string, { farthest, invented }: Straying) =>
    row(name, decimalOf(farthest), formatExact(farthest), `${invented > 0n ? '+' : ''}${invented}`)
  return [
    `${sums.length} odd sums, together ${grouped(formatAmount(total(sums), 'EUR'))} EUR, divided among ${holders} holders.`,
    'How far the lines strayed from what was exactly due, in cents:',
    '',
    row('', 'farthest any', '', 'all lines'),
    row('', 'holder ever was', 'exactly', 'less the money'),
    measured('our method (carry)', carried),
    measured('each line rounded alone', rounded),
  ]
}

const DECIMALS = 6

function decimalOf(value: Exact): string {
  return formatScaled(round(value.mul(exact(10n ** BigInt(DECIMALS))), 'halfUp'), DECIMALS)
}
