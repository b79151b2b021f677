import { type Allocation, allocate, type Line } from '../../money/allocate.ts'
import { type Exact, proportions } from '../../money/fraction.ts'
import type { ContractTerms, Recipient } from '../../offerings/terms/contract-terms.ts'
import { duesByRecipient, runTiers } from '../tiers/run-tiers.ts'
import type { PreviousRun } from './previous-run.ts'

/** A class at the record date: who holds how much of it. */
export type ClassAtRecordDate = {
  classId: string
  code: string
  /** All shares the contract foresees. */
  shares: number
  holdings: { holderId: string; shares: number }[]
}

/** What a run is decided from. */
export type RunInput = {
  amount: bigint
  terms: ContractTerms
  classes: ClassAtRecordDate[]
  previous: PreviousRun
}

/** One recipient's line: his due before rounding, whole minor units, the fraction still owed. */
export type RecipientLine = {
  recipient: Recipient
  exact: Exact
  amount: bigint
  carry: bigint
  posted: boolean
}

/** The pool of a class and its holders' lines. */
export type PoolResult = { classId: string; amount: bigint; weight: bigint; lines: Line[]; residue: bigint }

export type RunResult = { recipients: RecipientLine[]; residue: bigint; pools: PoolResult[] }

/**
 * One run, decided: tiers in order on exact fractions → one rounding across all recipients (the holders of a class
 * count as one) → one rounding across the holders of each pool. Both with the carries of the run before. Pure: the
 * same input gives the same cents.
 */
export function decideRun({ amount, terms, classes, previous }: RunInput): RunResult {
  const { recipients, residue } = decideRecipients(amount, { terms, classes, previous })
  const pools = classes.map(each => {
    const pool = recipients.find(line => line.recipient === `class:${each.code}`)?.amount ?? 0n
    return decidePool(pool, each, previous)
  })
  return { recipients, residue, pools }
}

function decideRecipients(
  amount: bigint,
  { terms, classes, previous }: Omit<RunInput, 'amount'>,
): { recipients: RecipientLine[]; residue: bigint } {
  const shares = new Map(
    classes.map(each => {
      const sold = each.holdings.reduce((total, holding) => total + BigInt(holding.shares), 0n)
      return [`class:${each.code}` as Recipient, { sold, all: BigInt(each.shares) }]
    }),
  )
  const dues = duesByRecipient(runTiers(amount, terms, shares))
  const weights = proportions(dues.map(due => due.exact))
  const named = dues.map(({ recipient }, index) => {
    return {
      id: recipient,
      weight: weights[index] as bigint,
      carry: previous.recipients.get(recipient) ?? 0n,
    }
  })
  const { lines, residue } = allocate(
    amount,
    [...named, ...leavers(previous.recipients, named)],
    previous.residue,
  )
  const byId = new Map(lines.map(line => [line.id, line]))
  const recipients = dues.map(({ recipient, exact }) => {
    const { amount: part, carry } = byId.get(recipient) ?? { amount: 0n, carry: 0n }
    return { recipient, exact, amount: part, carry, posted: recipient !== terms.collectedBy }
  })
  return { recipients, residue }
}

function decidePool(
  pool: bigint,
  { classId, holdings }: ClassAtRecordDate,
  previous: PreviousRun,
): PoolResult {
  const before = previous.pools.get(classId) ?? { residue: 0n, carries: new Map<string, bigint>() }
  const parts = holdings.map(({ holderId, shares }) => {
    return { id: holderId, weight: BigInt(shares), carry: before.carries.get(holderId) ?? 0n }
  })
  const all = [...parts, ...leavers(before.carries, parts)]
  const weight = parts.reduce((total, part) => total + part.weight, 0n)
  const { lines, residue }: Allocation =
    weight === 0n
      ? { lines: [], residue: all.reduce((total, part) => total + part.carry, before.residue) }
      : allocate(pool, all, before.residue)
  return { classId, amount: pool, weight, lines, residue }
}

/** Those who had a line in the run before and have no weight now: their fraction falls into the residue. */
function leavers(carries: ReadonlyMap<string, bigint>, present: readonly { id: string }[]) {
  const here = new Set(present.map(part => part.id))
  return [...carries].filter(([id]) => !here.has(id)).map(([id, carry]) => ({ id, weight: 0n, carry }))
}
