import type { Currency } from '../../money/currency.ts'
import { type Exact, exact } from '../../money/fraction.ts'
import { formatAmount, parseAmount } from '../../money/money.ts'
import type { ContractTerms, Recipient } from '../../offerings/terms/contract-terms.ts'
import { refuse } from '../refusals.ts'
import { type SimulatedRun, simulate } from '../run/simulate.ts'
import { type ClassReturns, decimal, returnsOf } from './class-returns.ts'
import { RATE_METHOD } from './internal-rate.ts'
import { NOTHING_COMES_BACK, type Scenario, type Scenarios } from './scenario.ts'

/** What scenarios come to. Every bigint in it is an amount in minor units of the currency. */
export type Simulation = {
  currency: Currency
  rateMethod: typeof RATE_METHOD
  scenarios: ScenarioResult[]
}

/** What one scenario comes to, before tax. */
export type ScenarioResult = {
  name: string
  /** What was reported net of deductions; what was divided; and what waits, because together it is not above zero. */
  reported: bigint
  divided: bigint
  waiting: bigint
  /** Everybody whom a tier names, in the order in which they do. */
  recipients: { recipient: Recipient; amount: bigint }[]
  classes: ClassReturns[]
  runs: RunShown[]
}

/** One run. Tiers are not rounded: what each took is a decimal in the currency, exact or half up at the eighth. */
export type RunShown = {
  /** The last day of the latest period reported. */
  asOf: string
  divided: bigint
  tiers: { name: string; taken: string }[]
  recipients: { recipient: Recipient; amount: bigint }[]
}

/**
 * Plays scenarios through the engine of real runs, so that equal inputs give equal cents; before them one in which
 * nothing comes back. Refuses what `simulate` refuses, and NO_HOLDERS as a real run does.
 */
export function playScenarios({ contract, classes, scenarios }: Scenarios): Simulation {
  const all = [{ name: NOTHING_COMES_BACK, runs: [] }, ...scenarios]
  return {
    currency: contract.currency,
    rateMethod: RATE_METHOD,
    scenarios: all.map(scenario => play(scenario, { contract, classes })),
  }
}

function play({ name, runs }: Scenario, { contract, classes }: Omit<Scenarios, 'scenarios'>): ScenarioResult {
  const done = simulate({ contract, classes, runs })
  for (const run of done) refuseWithoutHolders(run, contract)
  const totals = new Map(contract.tiers.flatMap(tier => tier.split.map(({ to }) => [to, 0n])))
  for (const { recipient, amount } of done.flatMap(run => run.recipients)) {
    totals.set(recipient, (totals.get(recipient) ?? 0n) + amount)
  }
  const divided = sumOf([...totals.values()])
  const reported = sumOf(runs.flatMap(run => netsOf(run, contract)))
  return {
    name,
    reported,
    divided,
    waiting: reported - divided,
    recipients: [...totals].map(([recipient, amount]) => ({ recipient, amount })),
    classes: classes.map(held => returnsOf(held, done, contract)),
    runs: done.map(run => shown(run, contract)),
  }
}

function netsOf({ reports }: Scenario['runs'][number], { currency }: ContractTerms): bigint[] {
  const lines = reports.flatMap(report => report.lines)
  return lines.map(line => parseAmount(line.gross, currency) - parseAmount(line.deduction ?? '0', currency))
}

/** Money for a class that nobody holds would be nobody's. */
function refuseWithoutHolders({ pools, asOf }: SimulatedRun, { currency }: ContractTerms): void {
  const empty = pools.find(pool => pool.weight === 0n && pool.amount !== 0n)
  if (empty === undefined) return
  const due = formatAmount(empty.amount, currency)
  throw refuse.NO_HOLDERS({ className: empty.classId, recordDate: asOf, due, currency })
}

function shown({ asOf, tiers, recipients }: SimulatedRun, { currency }: ContractTerms): RunShown {
  const unit = exact(parseAmount('1', currency))
  const inCurrency = (taken: Exact) => decimal(taken.div(unit))
  return {
    asOf,
    divided: sumOf(recipients.map(line => line.amount)),
    tiers: tiers.map(({ name, taken }) => ({ name, taken: inCurrency(taken) })),
    recipients: recipients.map(({ recipient, amount }) => ({ recipient, amount })),
  }
}

const sumOf = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n)
