import { type Exact, exact, parseRatio, sum, ZERO } from '../../money/fraction.ts'
import type { ContractTerms, Recipient } from '../../offerings/terms/contract-terms.ts'

/** Shares of a class that are in the register, and all that the contract foresees. */
export type ClassShares = { sold: bigint; all: bigint }

/** What a recipient is due in minor units, before any rounding. */
export type Due = { recipient: Recipient; exact: Exact }

/** What one tier took, and who is due what of it. */
export type TierResult = { name: string; taken: Exact; dues: Due[] }

/**
 * Runs the tiers in order on exact fractions: each takes its ratio of what is left and splits it. The part of a
 * class that belongs to unsold shares raises the sold ones, or is due to the issuer, as the contract says.
 * The dues sum to the amount exactly; nothing is rounded here.
 */
export function runTiers(
  amount: bigint,
  terms: Pick<ContractTerms, 'tiers' | 'unsold'>,
  classes: ReadonlyMap<Recipient, ClassShares>,
): TierResult[] {
  let left = exact(amount)
  return terms.tiers.map(tier => {
    const taken = left.mul(parseRatio(tier.takes))
    left = left.sub(taken)
    const dues = tier.split.flatMap(({ to, ratio }) => {
      const due = { recipient: to, exact: taken.mul(parseRatio(ratio)) }
      return terms.unsold === 'toIssuer' ? splitUnsold(due, classes.get(to)) : [due]
    })
    return { name: tier.name, taken, dues }
  })
}

function splitUnsold(due: Due, shares: ClassShares | undefined): Due[] {
  if (shares === undefined || shares.sold === shares.all) return [due]
  const sold = due.exact.mul(exact(shares.sold)).div(exact(shares.all))
  return [
    { recipient: due.recipient, exact: sold },
    { recipient: 'issuer', exact: due.exact.sub(sold) },
  ]
}

/** What each recipient is due over all tiers, in the order in which the tiers name them. */
export function duesByRecipient(results: readonly TierResult[]): Due[] {
  const dues = new Map<Recipient, Exact[]>()
  for (const { recipient, exact: due } of results.flatMap(result => result.dues)) {
    dues.set(recipient, [...(dues.get(recipient) ?? []), due])
  }
  return [...dues].map(([recipient, parts]) => ({ recipient, exact: sum([ZERO, ...parts]) }))
}
