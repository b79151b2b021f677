import { allocate, PRECISION } from '../../money/allocate.ts'
import { type Exact, exact, formatExact, round, sum, ZERO } from '../../money/fraction.ts'
import type { ContractTerms, Recipient } from '../../offerings/terms/contract-terms.ts'
import { capOf, factsOf } from '../run/class-facts.ts'
import {
  type ClassAtRecordDate,
  type Deciding,
  decideRecipients,
  type RecipientsResult,
  type RunInput,
  type RunState,
} from '../run/decide-run.ts'
import type { TierResult } from '../tiers/progress.ts'
import { runTiers } from '../tiers/run-tiers.ts'
import type { Revenue } from '../tiers/till.ts'
import type { Derivation, DerivedTier } from './derivation.ts'
import { type Portion, portionOf, settledBy } from './portion.ts'

/** A run to be followed again. Only classes on whose holders something depends come with them. */
export type RunToFollow = {
  terms: ContractTerms
  revenue: readonly Revenue[]
  classes: readonly ClassAtRecordDate[]
  asOf: string
  before: RunState
  adjusted: RunInput['adjusted']
}

/** The line as it was kept, and what of its class it was computed from. Fractions in 10^-18 minor units. */
export type LineToFollow = {
  code: string
  classId: string
  weight: bigint
  gross: bigint
  /** Of all holders of the class. */
  weights: bigint
  carryBefore: bigint
  /** The carries of those who had a line in the run before and have none in this one. */
  fallen: bigint
  paidIn: bigint
  received: bigint
  /** What adjustments of earlier runs owed to the holder, and to all holders of the class. */
  adjusted: bigint
  adjustedInAll: bigint
}

/** The part of a derivation that the rules of the run decide. */
export type Followed = Pick<Derivation, 'tiers' | 'due' | 'pool' | 'line'>

/** Follows a run again down to one line: tiers on exact fractions, the pool of its class, its own share. Pure. */
export function follow(run: RunToFollow, line: LineToFollow): Followed {
  const { terms, revenue, asOf, before } = run
  const classes = run.classes.map(each => ({ ...each, ...capOf(each, terms) }))
  const facts = new Map(classes.map(each => [`class:${each.code}` as Recipient, factsOf(each)]))
  const { tiers } = runTiers({ revenue, terms, classes: facts, asOf, before: before.tiers })
  const to: Recipient = `class:${line.code}`
  const derived = tiers.map(tier => derivedTier(tier, to))
  const due = sum(derived.map(tier => tier.toClass))
  const pool = poolPortion(decideRecipients(tiers, decidedFrom(run, facts)), { to, due, run })
  return { tiers: derived, due, pool, line: linePortion(run, line, pool.amount) }
}

function decidedFrom({ terms, before, revenue, adjusted }: RunToFollow, facts: Deciding['facts']): Deciding {
  return { terms, before, facts, revenue, ...(adjusted && { adjusted }) }
}

function derivedTier(
  { name, prior, asked, taken, owed, target, dues }: TierResult,
  to: Recipient,
): DerivedTier {
  const toClass = sum(dues.filter(due => due.recipient === to).map(due => due.exact))
  const ratio = taken.equals(ZERO) ? ZERO : toClass.div(taken)
  return { name, prior, asked, taken, owed, target: target?.sum ?? null, ratio, toClass }
}

function poolPortion(
  { recipients, open }: RecipientsResult,
  { to, due, run }: { to: Recipient; due: Exact; run: RunToFollow },
): Portion {
  const own = recipients.find(each => each.recipient === to)
  if (own === undefined) return portionOf({ ...NO_PORTION, keeps: true })
  const weights = recipients.reduce((total, each) => total + each.weight, 0n)
  const all = sum(recipients.map(each => each.exact))
  const input = {
    shared: open.whole,
    weight: due,
    // Those at their most no longer weigh; the others weigh in the proportions of their dues.
    weights: open.weight === weights ? all : all.mul(exact(open.weight)).div(exact(weights)),
    adjusted: round(own.adjusted.mul(exact(PRECISION)), 'down'),
    before: run.before.recipients.get(to) ?? 0n,
    most: own.most,
    isNegative: false,
    keeps: true,
  }
  return portionOf({ ...input, settled: settledBy(input, own.amount) })
}

/** The portion of who is named by no tier. */
const NO_PORTION = {
  shared: 0n,
  weight: ZERO,
  weights: ZERO,
  adjusted: 0n,
  before: 0n,
  most: null,
  settled: 0n,
  isNegative: false,
}

function linePortion(run: RunToFollow, line: LineToFollow, pool: bigint): Portion {
  const { terms, before } = run
  const keeps = (terms.rounding ?? 'carry') === 'carry'
  const residue = before.residues.get(line.classId) ?? 0n
  const capped = cappedShare(run, line, { pool, residue })
  const input = {
    shared: capped?.whole ?? pool * PRECISION + residue + (keeps ? line.fallen : 0n) - line.adjustedInAll,
    weight: exact(line.weight),
    weights: exact(capped?.weight ?? line.weights),
    adjusted: line.adjusted,
    before: keeps ? line.carryBefore : 0n,
    most: capped?.most ?? null,
    isNegative: pool < 0n,
    keeps,
  }
  return portionOf({ ...input, settled: settledBy(input, line.gross) })
}

/** Where the class has a cap, what those below theirs shared, and the most this holder could get. */
function cappedShare(
  { terms, classes }: RunToFollow,
  { code, paidIn, received, weight }: LineToFollow,
  { pool, residue }: { pool: bigint; residue: bigint },
): { whole: bigint; weight: bigint; most: bigint } | null {
  const shareClass = classes.find(each => each.code === code)
  const cap = shareClass && capOf(shareClass, terms)
  if (shareClass === undefined || cap?.most === undefined || pool < 0n) return null
  const { weights, carries } = shareClass.holders
  const { adjusted } = shareClass
  const { open } = allocate(
    pool,
    { weights, carries, most: cap.most, ...(adjusted && { adjusted }) },
    residue,
    terms.rounding,
  )
  const alone = { ids: [''], weights: [weight], carries: [0n], paidIn: [paidIn], received: [received] }
  return { ...open, most: capOf({ code, holders: alone }, terms).most?.[0] ?? 0n }
}

/** Refuses to explain what was paid by what would have been paid otherwise: a broken invariant, not a refusal. */
export function assertFollowed(
  followed: Followed,
  paid: { pool: bigint; gross: bigint; carry: bigint },
): void {
  const { pool, line, due } = followed
  if (pool.amount === paid.pool && line.amount === paid.gross && line.after === paid.carry) return
  throw new Error(
    `A line of ${paid.gross} (carry ${paid.carry}) in a pool of ${paid.pool} is followed as ${line.amount} (carry ${line.after}) in one of ${pool.amount}, due ${formatExact(due)}`,
  )
}
