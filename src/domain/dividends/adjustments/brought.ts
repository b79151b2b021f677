import type { Exact } from '../../money/fraction.ts'
import type { Recipient } from '../../offerings/terms/contract-terms.ts'
import type { TiersState } from '../tiers/progress.ts'
import type { Revenue } from '../tiers/till.ts'
import type { AdjustmentRow } from './adjustments.ts'

/** What the waiting adjustments of a project bring to its next run. */
export type Adjusting = {
  adjustments: readonly AdjustmentRow[]
  /** Minor units, signed. */
  amount: bigint
  /** Revenue that runs through the tiers of the next run. */
  revenue: readonly Revenue[]
  /** What the corrected runs owe to each recipient besides, exactly. */
  recipients: ReadonlyMap<Recipient, Exact>
  /** The runs whose holders that belongs to, with what each run owes by recipient. */
  runs: ReadonlyMap<string, ReadonlyMap<Recipient, Exact>>
  /** What the tiers start from: as if the corrected runs had been right. */
  state: TiersState
}

/** What adjustments bring besides revenue of the next run, and to whom it belongs: an input of the decision. */
export function broughtBesides({ amount, revenue, recipients }: Adjusting): {
  amount: bigint
  recipients: ReadonlyMap<Recipient, Exact>
} {
  return { amount: revenue.reduce((left, row) => left - row.net, amount), recipients }
}
