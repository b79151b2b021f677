import { allocate, type Open } from '../../money/allocate.ts'
import { type Exact, formatExact, parseRatio, proportions, round, ZERO } from '../../money/fraction.ts'
import type { ContractTerms, Recipient } from '../../offerings/terms/contract-terms.ts'
import type { IdColumn } from '../../packed-ids.ts'
import { refuse } from '../refusals.ts'
import type { ClassFacts, TierResult, TiersState } from '../tiers/progress.ts'
import { duesByRecipient, runTiers } from '../tiers/run-tiers.ts'
import type { Revenue } from '../tiers/till.ts'

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
  /** The carries of those who had a line in the run before and are not among the holders now. */
  gone: bigint
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
}

/** One recipient's line: his due before rounding, whole minor units, the fraction still owed. */
export type RecipientLine = {
  recipient: Recipient
  exact: Exact
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
}

export type RunResult = {
  tiers: TierResult[]
  recipients: RecipientLine[]
  residue: bigint
  pools: PoolResult[]
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
  const { recipients, residue } = decideRecipients(tiers, { ...input, facts })
  const pools = classes.map(each => {
    const pool = recipients.find(line => line.recipient === `class:${each.code}`)?.amount ?? 0n
    return decidePool(pool, each, input)
  })
  return { tiers, recipients, residue, pools }
}

type Capped = ClassAtRecordDate & { most: BigInt64Array | undefined }

/** What each holder may still get under the cap of his class: whole minor units, rounded down. */
export function capOf(
  { code, holders }: Pick<ClassAtRecordDate, 'code' | 'holders'>,
  { caps = [] }: Pick<ContractTerms, 'caps'>,
): { most: BigInt64Array | undefined } {
  const cap = caps.find(each => each.class === code)
  if (cap === undefined) return { most: undefined }
  const times = parseRatio(cap.times)
  const most = new BigInt64Array(holders.ids.length)
  for (let index = 0; index < most.length; index++) {
    const open = round(times.mul(at(holders.paidIn, index)), 'down') - at(holders.received, index)
    if (open > 0n && at(holders.weights, index) > 0n) most[index] = open
  }
  return { most }
}

/** What the tiers know of a class. */
export function factsOf({
  sold,
  shares,
  holders,
  most,
}: Pick<Capped, 'sold' | 'shares' | 'holders' | 'most'>): ClassFacts {
  const raised = total(holders.paidIn)
  return { sold, all: shares, raised, room: most === undefined ? null : total(most) }
}

/** What the recipients are decided from. */
export type Deciding = Pick<RunInput, 'revenue' | 'before'> & {
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
  { terms, before, facts, revenue }: Deciding,
): RecipientsResult {
  const dues = duesByRecipient(tiers)
  const negative = dues.find(due => due.exact.s < 0n)
  if (negative !== undefined) {
    throw refuse.RECIPIENT_NEGATIVE({ recipient: negative.recipient, due: formatExact(negative.exact) })
  }
  const amount = revenue.reduce((sum, row) => sum + row.net, 0n)
  const gone = [...before.recipients].filter(([id]) => !dues.some(due => due.recipient === id))
  const order = [...dues.map(due => due.recipient), ...gone.map(([id]) => id)].toSorted()
  const weights = new Map(proportionsByRecipient(dues))
  const room = (id: string) => facts.get(id as Recipient)?.room ?? amount
  const { amounts, carries, residue, open } = allocate(
    amount,
    {
      weights: order.map(id => weights.get(id) ?? 0n),
      carries: order.map(id => before.recipients.get(id) ?? 0n),
      most: order.map(room),
    },
    before.residue,
  )
  const recipients = dues.map(({ recipient, exact }) => {
    const index = order.indexOf(recipient)
    const posted = recipient !== terms.collectedBy
    const line = { recipient, exact, amount: at(amounts, index), carry: at(carries, index), posted }
    return { ...line, weight: weights.get(recipient) ?? 0n, most: room(recipient) }
  })
  return { recipients, residue, open }
}

function proportionsByRecipient(dues: readonly { recipient: Recipient; exact: Exact }[]): [string, bigint][] {
  const weights = proportions(dues.map(due => due.exact))
  return dues.map(({ recipient }, index) => [recipient, at(weights, index)])
}

function decidePool(
  pool: bigint,
  { classId, holders, gone, most }: Capped,
  { terms, before }: RunInput,
): PoolResult {
  const weight = total(holders.weights)
  const residue = before.residues.get(classId) ?? 0n
  if (weight === 0n) {
    const nothing = () => new BigInt64Array(holders.ids.length)
    const left = residue + gone + total(holders.carries)
    return { classId, amount: pool, weight, holders, amounts: nothing(), carries: nothing(), residue: left }
  }
  const { weights, carries } = holders
  const parts = { weights, carries, ...(most && { most }) }
  // Where nobody keeps a fraction, nobody leaves one behind.
  const { rounding = 'carry' } = terms
  const inherited = rounding === 'carry' ? residue + gone : residue
  return { classId, amount: pool, weight, holders, ...allocate(pool, parts, inherited, rounding) }
}

const at = (column: ArrayLike<bigint>, index: number) => column[index] as bigint

function total(column: ArrayLike<bigint>): bigint {
  let all = 0n
  for (let index = 0; index < column.length; index++) all += at(column, index)
  return all
}
