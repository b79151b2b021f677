import type { EntityManager } from '@mikro-orm/postgresql'
import { copyInto } from '../../../database/copy.ts'
import type { WrittenMoney } from '../bank/write-money.ts'
import { suspense } from '../clients-money.ts'
import { endLegs } from '../payouts/end-legs.ts'
import { type LegRow, legsNamed, legsOfBatches } from '../payouts/legs.ts'
import { lockBatches } from '../payouts/lock-batch.ts'
import { batchesNamed, claimsOf } from './debit-claims.ts'
import { recordProofs } from './record-proofs.ts'

/**
 * Settles the payouts that debits of the bank carried out: those that a debit names, one by one or as a whole payment
 * file, and to which it comes to the cent. They claim it from suspense, and so do those of which somebody had said so before:
 * the report proves them. A debit that names payouts of ours but does not
 * fit stays there with the reason; one of another kind is left as it is. The debits are new: nobody has claimed of them.
 */
export async function settleDebits(
  em: EntityManager,
  debits: readonly WrittenMoney[],
  now: Date,
): Promise<{ payoutIds: string[] }> {
  const telling = debits.filter(each => !each.reversal && each.returned === null)
  const found = await legsMeant(em, telling)
  if (found.length === 0) return { payoutIds: [] }
  await lockBatches(em, [...new Set(found.map(leg => leg.batchId))])
  // Under the locks: somebody else may have told of some of them meanwhile.
  const { legs, debitOf, notes } = claimsOf(telling, await legsMeant(em, telling))
  const to = (leg: LegRow) => [{ account: suspense(leg.currency), amount: -leg.amount }]
  await recordProofs(em, { legs: legs.filter(leg => leg.unproved), debitOf }, now)
  await endLegs(
    em,
    legs.filter(leg => !leg.unproved),
    { how: 'settled', reason: '', debitOf: leg => debitOf.get(leg.id) ?? null, to },
    now,
  )
  const rows = notes.map(({ debitId, reason }) => [debitId, reason])
  await copyInto(em, 'debit_note', ['debit_id', 'reason'], rows)
  return { payoutIds: legs.map(leg => leg.id) }
}

/** The legs that debits may name: by their own names, and all of the payment files that are named instead. */
async function legsMeant(em: EntityManager, debits: readonly WrittenMoney[]): Promise<LegRow[]> {
  const named = await legsNamed(em, [...new Set(debits.flatMap(each => each.endToEndId ?? []))])
  const whole = debits.filter(each => each.endToEndId === null).flatMap(batchesNamed)
  const ofFiles = await legsOfBatches(em, [...new Set(whole)])
  return [...new Map([...named, ...ofFiles].map(leg => [leg.id, leg])).values()]
}
