import { type Exact, exact, round, ZERO } from '../../money/fraction.ts'
import type { ContractTerms, Recipient } from '../../offerings/terms/contract-terms.ts'
import type { ClassFacts, TiersState } from '../tiers/progress.ts'
import { duesByRecipient, runTiers } from '../tiers/run-tiers.ts'
import type { Revenue } from '../tiers/till.ts'

/** A run as it was made: its revenue, its contract, and what its tiers knew of the classes. */
export type PastRun = {
  id: string
  revenue: readonly Revenue[]
  terms: ContractTerms
  classes: ReadonlyMap<Recipient, ClassFacts>
  /** The day up to which interest ran. */
  asOf: string
  /** What each recipient got in it, in minor units. */
  paid: ReadonlyMap<Recipient, bigint>
}

/** What adjustments add to a run: revenue of both signs, and sums for recipients in minor units. */
export type Addition = { revenue: readonly Revenue[]; sums: ReadonlyMap<Recipient, bigint> }

/** By run, what each recipient is due; and what the last run hands on. Exact minor units. */
export type Replay = { dues: ReadonlyMap<string, ReadonlyMap<Recipient, Exact>>; state: TiersState }

/**
 * Plays runs again from where the first of them started, each with its own contract and register and with what is added to
 * it, in exact fractions: nothing is rounded. The room under a cap shrinks by what the replay gave more before.
 */
export function replay(
  before: TiersState,
  runs: readonly PastRun[],
  additions: ReadonlyMap<string, Addition>,
): Replay {
  const dues = new Map<string, ReadonlyMap<Recipient, Exact>>()
  let state = before
  const more = new Map<Recipient, Exact>()
  for (const run of runs) {
    const { revenue, sums } = additions.get(run.id) ?? NOTHING_ADDED
    const input = { terms: run.terms, asOf: run.asOf, before: state, classes: roomLeft(run, more) }
    const { tiers } = runTiers({ ...input, revenue: [...run.revenue, ...revenue] })
    const due = new Map(duesByRecipient(tiers).map(each => [each.recipient, each.exact]))
    for (const [recipient, sum] of sums) due.set(recipient, (due.get(recipient) ?? ZERO).add(exact(sum)))
    dues.set(run.id, due)
    for (const [recipient, amount] of due) {
      const difference = amount.sub(exact(run.paid.get(recipient) ?? 0n))
      more.set(recipient, (more.get(recipient) ?? ZERO).add(difference))
    }
    const received = new Map(state.received)
    for (const [recipient, amount] of due)
      received.set(recipient, (received.get(recipient) ?? ZERO).add(amount))
    const taken = tiers.map(({ name, prior, taken: now, owed, target }) => {
      return [name, { taken: prior.add(now), owed, accrual: target?.accrual ?? null }] as const
    })
    state = { tiers: new Map(taken), received }
  }
  return { dues, state }
}

const NOTHING_ADDED: Addition = { revenue: [], sums: new Map() }

/** What holders might still get under their caps in a run, less what the replay gave them more than they got before it. */
function roomLeft(run: PastRun, more: ReadonlyMap<Recipient, Exact>): ReadonlyMap<Recipient, ClassFacts> {
  return new Map(
    [...run.classes].map(([recipient, facts]) => {
      if (facts.room === null) return [recipient, facts]
      const room = round(exact(facts.room).sub(more.get(recipient) ?? ZERO), 'down')
      return [recipient, { ...facts, room: room > 0n ? room : 0n }]
    }),
  )
}

/** What each recipient is due more in one replay than in another, by run; zeros are left out. */
export function differences(now: Replay, then: Replay): Map<string, Map<Recipient, Exact>> {
  const found = new Map<string, Map<Recipient, Exact>>()
  for (const [run, due] of now.dues) {
    const before = then.dues.get(run) ?? new Map<Recipient, Exact>()
    const differing = [...new Set([...due.keys(), ...before.keys()])]
      .map(recipient => [recipient, (due.get(recipient) ?? ZERO).sub(before.get(recipient) ?? ZERO)] as const)
      .filter(([, amount]) => !amount.equals(ZERO))
    if (differing.length > 0) found.set(run, new Map(differing))
  }
  return found
}

/** A run that stands, and which run it started from. */
export type StandingRun = { id: string; number: number; previousId: string | null }

/** The runs from this one up to the latest that stands, each having started from the one before it; oldest first. */
export function runsSince(
  latestId: string,
  firstId: string,
  standing: ReadonlyMap<string, StandingRun>,
): StandingRun[] {
  const found: StandingRun[] = []
  for (let run = standing.get(latestId); run !== undefined; run = standing.get(run.previousId ?? '')) {
    found.unshift(run)
    if (run.id === firstId) return found
  }
  throw new Error(`The run ${firstId} is not among those that ${latestId} follows`)
}
