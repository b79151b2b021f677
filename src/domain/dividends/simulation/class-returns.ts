import { type Exact, exact, formatExact, round } from '../../money/fraction.ts'
import { formatScaled, parseAmount } from '../../money/money.ts'
import type { ContractTerms } from '../../offerings/terms/contract-terms.ts'
import { linesOf, type SimulatedRun } from '../run/simulate.ts'
import { type Flow, type InternalRate, internalRate, noRate } from './internal-rate.ts'
import type { ScenarioClass } from './scenario.ts'

/** What came back to a class in all. Amounts in minor units; before tax. */
export type ClassReturns = {
  class: string
  /** Shares that somebody holds. */
  shares: number
  paidIn: bigint
  back: bigint
  /** What came back to each share, in the currency, as a decimal of `DECIMALS`; null when nobody holds any. */
  perShare: string | null
  /** What came back over what was paid in: as a decimal of `DECIMALS`, and exactly. Null when nothing was paid in. */
  multiple: string | null
  exactMultiple: string | null
  /** The month (YYYY-MM) in which as much had come back as was paid in; null: never, or nothing was paid in. */
  paybackMonth: string | null
  internalRate: InternalRate
  holders: HolderReturns[]
}

/** What came back to one holder of a class. */
export type HolderReturns = { name: string; shares: number; paidIn: bigint; back: bigint }

/** How many decimals quotients are shown with, rounded half up. */
const DECIMALS = 8

/** A quotient as a decimal, rounded half up at the eighth. */
export function decimal(value: Exact): string {
  return formatScaled(round(value.mul(exact(10n ** BigInt(DECIMALS))), 'halfUp'), DECIMALS)
}

/**
 * What came back to a class over all runs. What comes back counts on the last day of the latest period of its run,
 * what was paid in on the day the holder says.
 */
export function returnsOf(
  held: ScenarioClass,
  done: readonly SimulatedRun[],
  { currency }: Pick<ContractTerms, 'currency'>,
): ClassReturns {
  const holders = holdersOf(held, done, { currency })
  const shares = holders.reduce((total, holder) => total + holder.shares, 0)
  const paidIn = totalOf(holders, holder => holder.paidIn)
  const back = totalOf(holders, holder => holder.back)
  const unit = exact(parseAmount('1', currency))
  const multiple = paidIn === 0n ? null : exact(back).div(exact(paidIn))
  return {
    class: held.code,
    shares,
    paidIn,
    back,
    perShare:
      shares === 0
        ? null
        : decimal(
            exact(back)
              .div(exact(BigInt(shares)))
              .div(unit),
          ),
    multiple: multiple && decimal(multiple),
    exactMultiple: multiple && formatExact(multiple),
    paybackMonth: paybackMonth(held.code, done, paidIn),
    internalRate: rateOf(held, done, holders),
    holders,
  }
}

function holdersOf(
  { code, holders }: ScenarioClass,
  done: readonly SimulatedRun[],
  { currency }: Pick<ContractTerms, 'currency'>,
): HolderReturns[] {
  const back = new Map<string, bigint>()
  for (const run of done) {
    for (const [name, { amount }] of linesOf(run, code)) back.set(name, (back.get(name) ?? 0n) + amount)
  }
  return holders.map(({ name, shares, paidIn }) => {
    return { name, shares, paidIn: parseAmount(paidIn, currency), back: back.get(name) ?? 0n }
  })
}

const poolOf = (run: SimulatedRun, code: string) =>
  run.pools.find(pool => pool.classId === code)?.amount ?? 0n

function paybackMonth(code: string, done: readonly SimulatedRun[], paidIn: bigint): string | null {
  if (paidIn === 0n) return null
  let back = 0n
  for (const run of done) {
    back += poolOf(run, code)
    if (back >= paidIn) return run.asOf.slice(0, 'YYYY-MM'.length)
  }
  return null
}

/** Where nothing comes back no rate exists, whenever it was paid in: that is said rather than that a day is missing. */
function rateOf(
  { code, holders }: ScenarioClass,
  done: readonly SimulatedRun[],
  returns: readonly HolderReturns[],
): InternalRate {
  const back = done.map((run): Flow => ({ day: run.asOf, amount: poolOf(run, code) }))
  const paid = returns.map(({ paidIn }, index) => ({ day: holders[index]?.paidOn ?? '', amount: -paidIn }))
  const undated = paid.some(flow => flow.day === '' && flow.amount !== 0n)
  if (undated && back.some(flow => flow.amount > 0n)) return noRate('daysUnknown')
  return internalRate([...paid, ...back])
}

const totalOf = <Row>(rows: readonly Row[], pick: (row: Row) => bigint) =>
  rows.reduce((total, row) => total + pick(row), 0n)
