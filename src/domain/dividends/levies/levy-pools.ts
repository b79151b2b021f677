import type { Currency } from '../../money/currency.ts'
import type { LevyClause } from '../../offerings/terms/contract-terms.ts'
import type { IdColumn } from '../../packed-ids.ts'
import { capitalFirst } from './capital-first.ts'
import { type AppliedRule, KNOWN_LAW, type Law, levyOf, rulesOn } from './levies-on.ts'
import { holderOf, type Standing } from './standings.ts'

/** The rules of a standing on the payment date, in order; or what is not known, and then its lines are held. */
export type StandingRules = { missing: string | null; rules: readonly AppliedRule[] }

/** The lines of a pool before levies: columns in the order of its holders, amounts in minor units. */
export type PoolToLevy = {
  classId: string
  ids: IdColumn
  amounts: ArrayLike<bigint>
  paidIn: ArrayLike<bigint>
  /** Gross of all runs before. */
  received: ArrayLike<bigint>
  /** The place of each holder's standing. */
  standings: ArrayLike<number>
}

/** What becomes of the lines of a pool: gross = net + levies, and of a line that is held all is net for now. */
export type LeviedPool = {
  capital: BigInt64Array
  /** The place in `rules`. */
  standings: Uint16Array
  /** By the position of the levy in its rules. */
  levies: readonly BigInt64Array[]
  /** 1: no rule is known for the line. */
  held: Uint8Array
  net: BigInt64Array
}

export type RunLevies = { rules: StandingRules[]; pools: ReadonlyMap<string, LeviedPool> }

/** For a line below zero: the rules that stand on the line it corrects, by "class:holder". */
export type CorrectedRules = ReadonlyMap<string, readonly AppliedRule[]>

export type LevyQuestion = {
  clause: LevyClause
  currency: Currency
  /** The day the net is credited, in the platform's zone. */
  paidOn: string
  standings: readonly Standing[]
  corrected: CorrectedRules
}

/**
 * The levies on the lines of a run, by the rules of its payment date; each levy is rounded by itself. A line below
 * zero gives levies back at the ratios of the line it corrects. A line with income and without a rule is held.
 */
export function levyPools(
  pools: readonly PoolToLevy[],
  question: LevyQuestion,
  law: Law = KNOWN_LAW,
): RunLevies {
  const { clause, currency, paidOn } = question
  const paid = { income: clause.income, currency, paidOn }
  const rules = question.standings.map(standing => {
    const found = rulesOn(paid, holderOf(standing, paid), law)
    return 'missing' in found ? { missing: found.missing, rules: [] } : { missing: null, rules: found.rules }
  })
  const all = [...rules, ...[...question.corrected.values()].map(given => ({ missing: null, rules: given }))]
  const places = new Map([...question.corrected.keys()].map((key, index) => [key, rules.length + index]))
  return {
    rules: all,
    pools: new Map(pools.map(pool => [pool.classId, levyPool(pool, { clause, rules: all, places })])),
  }
}

type Deciding = { clause: LevyClause; rules: readonly StandingRules[]; places: ReadonlyMap<string, number> }

function levyPool(pool: PoolToLevy, { clause, rules, places }: Deciding): LeviedPool {
  const { ids, amounts } = pool
  const most = Math.max(0, ...rules.map(each => each.rules.length))
  const levied = {
    capital: new BigInt64Array(ids.length),
    standings: new Uint16Array(pool.standings),
    levies: Array.from({ length: most }, () => new BigInt64Array(ids.length)),
    held: new Uint8Array(ids.length),
    net: new BigInt64Array(amounts),
  }
  for (let index = 0; index < ids.length; index++) {
    const gross = at(amounts, index)
    if (gross < 0n)
      levied.standings[index] = places.get(`${pool.classId}:${ids.at(index)}`) ?? at(pool.standings, index)
    const capital = clause.capitalFirst === true ? capitalOf(pool, index) : 0n
    levied.capital[index] = capital
    levyLine(levied, index, { base: gross - capital, standing: rules[at(levied.standings, index)] })
  }
  return levied
}

function capitalOf({ paidIn, received, amounts }: PoolToLevy, index: number): bigint {
  return capitalFirst({
    paidIn: at(paidIn, index),
    received: at(received, index),
    gross: at(amounts, index),
  }).capital
}

function levyLine(
  { levies, held, net }: LeviedPool,
  index: number,
  { base, standing }: { base: bigint; standing: StandingRules | undefined },
): void {
  if (base === 0n || standing === undefined) return
  if (standing.missing !== null) {
    held[index] = 1
    return
  }
  for (const [position, { ratio }] of standing.rules.entries()) {
    const amount = levyOf(base, ratio)
    at(levies, position)[index] = amount
    net[index] = at(net, index) - amount
  }
}

const at = <Value>(column: ArrayLike<Value>, index: number) => column[index] as Value
