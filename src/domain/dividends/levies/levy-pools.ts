import type { Currency } from '../../money/currency.ts'
import { remembering } from '../../money/remembering.ts'
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

/**
 * What becomes of the lines of a pool: gross = net + levies, and of a line that is held all is net for now. The levies of
 * a million lines are not kept: `leviesAt` works them out again when the line is written.
 */
export type LeviedPool = {
  /** Null: the contract gives no capital back first. */
  capital: BigInt64Array | null
  /** The place in `rules`. */
  standings: Uint16Array
  /** 1: no rule is known for the line. */
  held: Uint8Array
  net: BigInt64Array
  /** What is withheld from all lines, by the place in `rules` and the position of the levy there. */
  totals: readonly bigint[][]
  /** The levies of a line by the positions of its rules; null: it is held. */
  leviesAt(index: number): readonly bigint[] | null
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
  const capital = clause.capitalFirst === true ? new BigInt64Array(ids.length) : null
  const standings = new Uint16Array(pool.standings)
  const held = new Uint8Array(ids.length)
  const net = new BigInt64Array(amounts)
  const totals = rules.map(each => each.rules.map(() => 0n))
  const leviesOf = rules.map(each => remembering(base => each.rules.map(({ ratio }) => levyOf(base, ratio))))
  const baseOf = (index: number) => at(amounts, index) - (capital?.[index] ?? 0n)
  for (let index = 0; index < ids.length; index++) {
    if (at(amounts, index) < 0n) {
      standings[index] = places.get(`${pool.classId}:${ids.at(index)}`) ?? at(pool.standings, index)
    }
    if (capital !== null) capital[index] = capitalOf(pool, index)
    const place = at(standings, index)
    const [standing, base] = [rules[place], baseOf(index)]
    if (base === 0n || standing === undefined) continue
    if (standing.missing !== null) held[index] = 1
    const [sums, levies] = [at(totals, place), at(leviesOf, place)(base)]
    for (let position = 0; position < sums.length; position++) {
      sums[position] = at(sums, position) + at(levies, position)
      net[index] = at(net, index) - at(levies, position)
    }
  }
  const leviesAt = (index: number) =>
    held[index] === 1 ? null : (leviesOf[at(standings, index)]?.(baseOf(index)) ?? [])
  return { capital, standings, held, net, totals, leviesAt }
}

function capitalOf({ paidIn, received, amounts }: PoolToLevy, index: number): bigint {
  return capitalFirst({
    paidIn: at(paidIn, index),
    received: at(received, index),
    gross: at(amounts, index),
  }).capital
}

const at = <Value>(column: ArrayLike<Value>, index: number) => column[index] as Value
