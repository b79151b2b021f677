import { parseAmount } from '../../money/money.ts'
import { checkContract } from '../../offerings/terms/check-contract.ts'
import type { ContractTerms, Recipient } from '../../offerings/terms/contract-terms.ts'
import type { Revenue } from '../tiers/till.ts'
import { type ClassAtRecordDate, decideRun, NO_RUN_YET, type RunResult, type RunState } from './decide-run.ts'

/** A class as a case tells it: who holds how much of it and has paid how much for it. */
export type CaseClass = {
  code: string
  /** All shares the contract foresees. */
  shares: number
  holders: { name: string; shares: number; paidIn: string }[]
}

/** One report of a case. Amounts are decimals in the contract's currency. */
export type CaseReport = {
  periodEnd: string
  lines: { category?: string; gross: string; deduction?: string; units?: number }[]
}

/** A contract, who holds what, and what comes in: run after run. Interest runs up to the last period of a run. */
export type Case = {
  contract: ContractTerms
  classes: CaseClass[]
  runs: { reports: CaseReport[]; classes?: CaseClass[] }[]
}

/** One run of a case, and what it hands on to the next. */
export type SimulatedRun = RunResult & { asOf: string; state: RunState }

/**
 * Plays a case through the engine of real runs, without a database: equal inputs give equal cents. A run that nothing
 * came in for, or less, does not take place, and what came in waits for the next.
 * Refuses what `checkContract`, `parseAmount` and `decideRun` refuse.
 */
export function simulate({ contract, classes, runs }: Case): SimulatedRun[] {
  checkContract(
    contract,
    classes.map(each => each.code),
  )
  const done: SimulatedRun[] = []
  let waiting: Revenue[] = []
  for (const [number, run] of runs.entries()) {
    const revenue = [...waiting, ...revenueOf(run.reports, number, contract)]
    const amount = revenue.reduce((total, row) => total + row.net, 0n)
    waiting = amount > 0n ? [] : revenue
    if (amount <= 0n) continue
    const before = done.at(-1)
    const asOf =
      run.reports
        .map(report => report.periodEnd)
        .toSorted()
        .at(-1) ??
      before?.asOf ??
      ''
    const present = (run.classes ?? classes).map(each => classOf(each, contract, done))
    const state = before?.state ?? NO_RUN_YET
    const result = decideRun({ revenue, terms: contract, classes: present, asOf, before: state })
    done.push({ ...result, asOf, state: nextState(state, result) })
  }
  return done
}

function revenueOf(reports: readonly CaseReport[], run: number, { currency }: ContractTerms): Revenue[] {
  return reports.flatMap(({ periodEnd, lines }, index) =>
    lines.map(({ category = null, gross: text, deduction = '0', units = 0 }) => {
      const gross = parseAmount(text, currency)
      const net = gross - parseAmount(deduction, currency)
      return { reportId: `${run}:${index}`, periodEnd, category, gross, net, units: BigInt(units) }
    }),
  )
}

function classOf(
  { code, shares, holders }: CaseClass,
  { currency }: ContractTerms,
  done: readonly SimulatedRun[],
): ClassAtRecordDate {
  const present = new Map(holders.map(holder => [holder.name, holder]))
  const before = linesOf(done.at(-1), code)
  const ids = [...new Set([...present.keys(), ...before.keys()])].toSorted()
  const received = receivedBy(done, code)
  const column = (value: (id: string) => bigint) => BigInt64Array.from(ids, value)
  return {
    classId: code,
    code,
    shares: BigInt(shares),
    sold: holders.reduce((total, holder) => total + BigInt(holder.shares), 0n),
    holders: {
      // Whoever left is among them, without weight.
      ids,
      weights: column(id => BigInt(present.get(id)?.shares ?? 0)),
      carries: column(id => before.get(id)?.carry ?? 0n),
      paidIn: column(id => parseAmount(present.get(id)?.paidIn ?? '0', currency)),
      received: column(id => received.get(id) ?? 0n),
    },
  }
}

/** The lines of a class in a run, by holder. */
export function linesOf(
  run: Pick<RunResult, 'pools'> | undefined,
  classId: string,
): Map<string, { amount: bigint; carry: bigint }> {
  const pool = run?.pools.find(each => each.classId === classId)
  if (pool === undefined) return new Map()
  const { holders, amounts, carries } = pool
  return new Map(
    Array.from(amounts, (amount, index) => [
      holders.ids.at(index) as string,
      { amount, carry: carries[index] ?? 0n },
    ]),
  )
}

function receivedBy(done: readonly SimulatedRun[], code: string): Map<string, bigint> {
  const received = new Map<string, bigint>()
  for (const run of done) {
    for (const [id, { amount }] of linesOf(run, code)) received.set(id, (received.get(id) ?? 0n) + amount)
  }
  return received
}

/** What a run hands on to the next one. */
export function nextState(before: RunState, result: RunResult): RunState {
  const received = new Map(before.tiers.received)
  for (const { recipient, exact } of result.recipients) {
    received.set(recipient, received.get(recipient)?.add(exact) ?? exact)
  }
  const tiers = result.tiers.map(({ name, prior, taken, owed, target }) => {
    return [name, { taken: prior.add(taken), owed, accrual: target?.accrual ?? null }] as const
  })
  return {
    residue: result.residue,
    recipients: new Map(result.recipients.map(line => [line.recipient as Recipient, line.carry])),
    residues: new Map(result.pools.map(pool => [pool.classId, pool.residue])),
    tiers: { tiers: new Map(tiers), received },
  }
}
