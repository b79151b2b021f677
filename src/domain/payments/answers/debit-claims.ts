import type { ClaimReason } from '../bank/bank-debit.ts'
import type { Ordered } from '../bank/money-moved.ts'
import type { LegRow } from '../payouts/legs.ts'
import { legMay, legState } from '../payouts/payout-states.ts'
import { batchNamed } from './batch-named.ts'

/** A debit of the bank with what it says of the payment that it carried out. Minor units, below zero. */
export type TellingDebit = Omit<Ordered, 'returned'> & { id: string; amount: bigint; currency: string }

/** Which legs each debit carried out, and why one that names payouts of ours carried none out. */
export type DebitClaims = {
  legs: LegRow[]
  /** The debit of each of these legs, by the id of the leg. */
  debitOf: ReadonlyMap<string, string>
  notes: { debitId: string; reason: ClaimReason }[]
}

/**
 * Holds debits against the legs they may name. One with an end-to-end id is that leg; one without is all legs of its
 * payment file that are still with the bank, or else these and those of which somebody said before that the bank had carried
 * them out. It is so only to the cent, in the currency, and once: what fits no better is left for people to look at. A debit
 * that names nothing of ours has no note.
 */
export function claimsOf(debits: readonly TellingDebit[], legs: readonly LegRow[]): DebitClaims {
  const byName = new Map(legs.map(leg => [leg.endToEndId, leg]))
  const byBatch = Map.groupBy(legs, leg => leg.batchId)
  const claimed: LegRow[] = []
  const debitOf = new Map<string, string>()
  const notes: DebitClaims['notes'] = []
  for (const debit of debits) {
    const meant = meantBy(debit, byName, byBatch)
    if (meant.length === 0) continue
    const free = (leg: LegRow) => !debitOf.has(leg.id)
    const withBank = meant.filter(leg => legMay(legState(leg), 'settled') && free(leg))
    const byHand = meant.filter(leg => leg.unproved && free(leg))
    const choices = [withBank, [...withBank, ...byHand]]
    const open = choices.find(legs => whyNot(debit, meant, legs) === null)
    if (open === undefined) {
      const reason = whyNot(debit, meant, withBank)
      if (reason !== null) notes.push({ debitId: debit.id, reason })
    } else {
      for (const leg of open) debitOf.set(leg.id, debit.id)
      claimed.push(...open)
    }
  }
  return { legs: claimed, debitOf, notes }
}

/** The batches whose payment files a debit names. */
export function batchesNamed({ orderedIn: { messageId, paymentId } }: Pick<Ordered, 'orderedIn'>): string[] {
  return [...new Set([messageId, paymentId].flatMap(each => batchNamed(each) ?? []))]
}

type ByName = ReadonlyMap<string, LegRow>
type ByBatch = ReadonlyMap<string, LegRow[]>

function meantBy(debit: TellingDebit, byName: ByName, byBatch: ByBatch): readonly LegRow[] {
  if (debit.endToEndId === null) return batchesNamed(debit).flatMap(id => byBatch.get(id) ?? [])
  const leg = byName.get(debit.endToEndId)
  return leg === undefined ? [] : [leg]
}

function whyNot(debit: TellingDebit, meant: readonly LegRow[], open: readonly LegRow[]): ClaimReason | null {
  const batches = new Set([...meant.map(leg => leg.batchId), ...batchesNamed(debit)])
  if (batches.size > 1) return 'PAYOUT_AMBIGUOUS'
  if (open.length === 0) {
    return meant.some(leg => legState(leg) === 'prepared') ? 'PAYOUT_NOT_SENT' : 'PAYOUT_ENDED'
  }
  const sum = open.reduce((all, { amount }) => all + amount, 0n)
  const fits = sum === -debit.amount && open.every(leg => leg.currency === debit.currency)
  return fits ? null : 'PAYOUT_AMOUNT'
}
