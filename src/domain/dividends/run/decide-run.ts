import { allocate, type Open, type Parts, PRECISION } from '../../money/allocate.ts'
import { type Exact, exact, formatExact, proportions, round, ZERO } from '../../money/fraction.ts'
import { nonZero } from '../../money/non-zero.ts'
import type { ContractTerms, Recipient } from '../../offerings/terms/contract-terms.ts'
import type { IdColumn } from '../../packed-ids.ts'
import { refuse } from '../refusals.ts'
import type { ClassFacts, Due, TierResult, TiersState } from '../tiers/progress.ts'
import { duesByRecipient, runTiers } from '../tiers/run-tiers.ts'
import type { Revenue } from '../tiers/till.ts'
import { type Off, type Paid, poolAsPaid, recipientsAsPaid } from './as-paid.ts'
import { type Capped, capOf, factsOf, total } from './class-facts.ts'

/**
 * The holders of a class as columns of one length, in the order of their ids, which decides ties. Of those who have no
 * weight the fraction falls into the residue.
 */
export type Holders = {
  ids: IdColumn
  weights: ArrayLike<bigint>
  /** In 10^-18 minor units. */
  carries: ArrayLike<bigint>
  /** What was paid in for the shares held, and gross of all runs before, in minor units. */
  paidIn: ArrayLike<bigint>
  received: ArrayLike<bigint>
}

/** A class at the record date. */
export type ClassAtRecordDate = {
  classId: string
  code: string
  /** All shares the contract foresees, and those in the register. */
  shares: bigint
  sold: bigint
  holders: Holders
  /** By place in the holders: what adjustments of earlier runs add to a line, in 10^-18 minor units. */
  adjusted?: ReadonlyMap<number, bigint>
}

/** What runs hand on. Carries and residues in 10^-18 minor units, tiers in exact minor units. */
export type RunState = {
  residue: bigint
  recipients: ReadonlyMap<string, bigint>
  /** By class. */
  residues: ReadonlyMap<string, bigint>
  tiers: TiersState
}

export const NO_RUN_YET: RunState = {
  residue: 0n,
  recipients: new Map(),
  residues: new Map(),
  tiers: { tiers: new Map(), received: new Map() },
}

/** What a run is decided from. `asOf`: the day up to which interest runs. */
export type RunInput = {
  revenue: readonly Revenue[]
  terms: ContractTerms
  classes: readonly ClassAtRecordDate[]
  asOf: string
  before: RunState
  /** What adjustments of earlier runs bring, in minor units, and to whom it belongs, exactly. */
  adjusted?: { amount: bigint; recipients: ReadonlyMap<Recipient, Exact> }
  /** What was paid, where the run was carried out elsewhere; not given: everybody gets what is due. */
  paid?: Paid | undefined
}

/** One recipient's line: his due before rounding, whole minor units, the fraction still owed. */
export type RecipientLine = {
  recipient: Recipient
  exact: Exact
  /** What adjustments of earlier runs add to it. */
  adjusted: Exact
  amount: bigint
  carry: bigint
  posted: boolean
}

/** The pool of a class, and what its holders get of it: columns in their order. */
export type PoolResult = {
  classId: string
  amount: bigint
  weight: bigint
  holders: Holders
  amounts: BigInt64Array
  carries: BigInt64Array
  residue: bigint
  /** The places of the holders that have a line: who has weight, or is adjusted. */
  lines: Uint32Array
  adjusted: ReadonlyMap<number, bigint>
  facts: ClassFacts
}

export type RunResult = {
  tiers: TierResult[]
  recipients: RecipientLine[]
  residue: bigint
  pools: PoolResult[]
  /** Who was paid, elsewhere, another amount than rounding explains. */
  off: Off[]
}

/**
 * One run, decided: tiers in order on exact fractions → one rounding across all recipients (the holders of a class
 * count as one) → one rounding across the holders of each pool. Both with the carries of the run before. Pure: the
 * same input gives the same cents. Refuses RECIPIENT_NEGATIVE.
 */
export function decideRun(input: RunInput): RunResult {
  const { revenue, terms, asOf, before } = input
  const classes = input.classes.map(each => ({ ...each, ...capOf(each, terms) }))
  const facts = new Map(classes.map(each => [`class:${each.code}` as Recipient, factsOf(each)]))
  const { tiers, left } = runTiers({ revenue, terms, classes: facts, asOf, before: before.tiers })
  if (!left.equals(ZERO)) throw new Error(`The tiers leave ${formatExact(left)} minor units to nobody`)
  const { recipients, residue, off } = asPaid(decideRecipients(tiers, { ...input, facts }), input.paid)
  const pools = classes.map(each => {
    const amount = recipients.find(line => line.recipient === `class:${each.code}`)?.amount ?? 0n
    const pool = decidePool(amount, each, input)
    if (input.paid === undefined) return pool
    const given = poolAsPaid(pool, each.most, input.paid)
    off.push(...given.off)
    return given.pool
  })
  return { tiers, recipients, residue, pools, off }
}

function asPaid(decided: RecipientsResult, paid: Paid | undefined): RecipientsResult & { off: Off[] } {
  if (paid === undefined) return { ...decided, off: [] }
  const { lines, off } = recipientsAsPaid(decided.recipients, paid)
  return { ...decided, recipients: lines, off }
}

/** What the recipients are decided from. */
export type Deciding = Pick<RunInput, 'revenue' | 'before' | 'adjusted'> & {
  terms: Pick<ContractTerms, 'collectedBy'>
  facts: ReadonlyMap<Recipient, ClassFacts>
}

/** The recipients of a run after the one rounding across them; `most`: what each could get at most. */
export type RecipientsResult = {
  recipients: (RecipientLine & { weight: bigint; most: bigint })[]
  residue: bigint
  open: Open
}

/**
 * One rounding across all recipients, with the carries of the run before; who had one and is due nothing now leaves it
 * to the residue. Refuses RECIPIENT_NEGATIVE.
 */
export function decideRecipients(
  tiers: readonly TierResult[],
  { terms, before, facts, ...input }: Deciding,
): RecipientsResult {
  const { revenue, adjusted = NOT_ADJUSTED } = input
  const fresh = duesByRecipient(tiers)
  const negative = fresh.find(due => due.exact.s < 0n)
  if (negative !== undefined) {
    throw refuse.RECIPIENT_NEGATIVE({ recipient: negative.recipient, due: formatExact(negative.exact) })
  }
  const dues = [...fresh, ...onlyAdjusted(fresh, adjusted.recipients)]
  const gone = [...before.recipients].filter(([id]) => !dues.some(due => due.recipient === id))
  const order = [...dues.map(due => due.recipient), ...gone.map(([id]) => id as Recipient)].toSorted()
  const amount = revenue.reduce((sum, row) => sum + row.net, adjusted.amount)
  const parts = partsOf(order, { amount, before, facts, fresh, adjusted: adjusted.recipients })
  const { amounts, carries, residue, open } = allocate(amount, parts, before.residue)
  const recipients = dues.map(({ recipient, exact }) => {
    const index = order.indexOf(recipient)
    const posted = recipient !== terms.collectedBy
    const more = adjusted.recipients.get(recipient) ?? ZERO
    const limits = { weight: at(parts.weights, index), most: at(parts.most ?? [], index) }
    const line = { recipient, exact, adjusted: more, posted, ...limits }
    return { ...line, amount: at(amounts, index), carry: at(carries, index) }
  })
  return { recipients, residue, open }
}

const NOT_ADJUSTED = { amount: 0n, recipients: new Map<Recipient, Exact>() }

function onlyAdjusted(fresh: readonly Due[], adjusted: ReadonlyMap<Recipient, Exact>): Due[] {
  const others = [...adjusted.keys()].filter(id => !fresh.some(due => due.recipient === id))
  return others.map(recipient => ({ recipient, exact: ZERO }))
}

type Dividing = Pick<Deciding, 'before' | 'facts'> & {
  amount: bigint
  fresh: readonly Due[]
  adjusted: ReadonlyMap<Recipient, Exact>
}

/** Nobody gets more than all, with what others give back, and a class not more than its holders may still get. */
function partsOf(order: readonly Recipient[], { amount, before, facts, fresh, adjusted }: Dividing): Parts {
  const weights = new Map(proportionsByRecipient(fresh))
  const given = new Map([...adjusted].map(([id, value]) => [id, round(value.mul(exact(PRECISION)), 'down')]))
  const places = order.flatMap((id, index) =>
    given.has(id) ? [[index, given.get(id) as bigint] as const] : [],
  )
  const above = places.reduce((sum, [, value]) => (value > 0n ? sum + value / PRECISION + 1n : sum), 0n)
  return {
    weights: order.map(id => weights.get(id) ?? 0n),
    carries: order.map(id => before.recipients.get(id) ?? 0n),
    most: order.map(id => facts.get(id)?.room ?? amount + above),
    ...(places.length > 0 && { adjusted: new Map(places) }),
  }
}

function proportionsByRecipient(dues: readonly { recipient: Recipient; exact: Exact }[]): [string, bigint][] {
  const weights = proportions(dues.map(due => due.exact))
  return dues.map(({ recipient }, index) => [recipient, at(weights, index)])
}

function decidePool(pool: bigint, each: Capped, { terms, before }: RunInput): PoolResult {
  const { classId, holders, most, adjusted = new Map<number, bigint>() } = each
  const weight = total(holders.weights)
  const lines = linesFor(holders.weights, adjusted)
  const result = { classId, amount: pool, weight, holders, lines, adjusted, facts: factsOf(each) }
  const residue = before.residues.get(classId) ?? 0n
  if (lines.length === 0 || (weight === 0n && !isAllAdjusted(pool, adjusted))) {
    const nothing = () => new BigInt64Array(holders.ids.length)
    const left = residue + total(holders.carries)
    return { ...result, amounts: nothing(), carries: nothing(), residue: left }
  }
  const { weights, carries } = holders
  const parts = { weights, carries, ...(most && { most }), ...(adjusted.size > 0 && { adjusted }) }
  return { ...result, ...allocate(pool, parts, residue, terms.rounding) }
}

/** Whether a pool belongs to those who are adjusted, but for what rounding dropped: less than a unit. */
function isAllAdjusted(pool: bigint, adjusted: ReadonlyMap<number, bigint>): boolean {
  const left = pool * PRECISION - total([...adjusted.values()])
  return left < PRECISION && left > -PRECISION
}

function linesFor(weights: ArrayLike<bigint>, adjusted: ReadonlyMap<number, bigint>): Uint32Array {
  const weighing = nonZero(weights)
  if (adjusted.size === 0) return weighing
  return Uint32Array.from(new Set([...weighing, ...adjusted.keys()])).toSorted()
}

const at = (column: ArrayLike<bigint>, index: number) => column[index] as bigint
