import type { EntityManager } from '@mikro-orm/postgresql'
import { formatAmount } from '../../money/money.ts'
import { debitLeft } from '../bank/debit-left.ts'
import { lockDebit } from '../bank/lock-debit.ts'
import { clientsBank, suspense } from '../clients-money.ts'
import { endLegs } from './end-legs.ts'
import type { LegRow } from './legs.ts'
import { lockLegs } from './lock-legs.ts'
import { refuse } from './refusals.ts'

/**
 * The bank carried payouts out: their money leaves transit. With the movement of its report (`debitId`), which lies in
 * suspense since it was imported, they claim it; without one they are booked against the bank account itself. Told again
 * it changes nothing. Refuses PAYOUT_LEG_UNKNOWN, PAYOUT_LEG_STATE, PAYOUT_DEBIT_UNKNOWN, PAYOUT_DEBIT_EXCEEDED.
 */
export async function settleLegs(
  em: EntityManager,
  { endToEndIds, debitId }: { endToEndIds: readonly string[]; debitId: string | null },
  now: Date,
): Promise<{ payoutIds: string[] }> {
  const legs = await lockLegs(em, endToEndIds, 'settled')
  if (debitId !== null) await refuseExceeded(em, legs, debitId)
  const account = debitId === null ? clientsBank : suspense
  await endLegs(
    em,
    legs,
    {
      how: 'settled',
      reason: '',
      debitOf: () => debitId,
      to: leg => [{ account: account(leg.currency), amount: -leg.amount }],
    },
    now,
  )
  return { payoutIds: legs.map(leg => leg.id) }
}

async function refuseExceeded(em: EntityManager, legs: readonly LegRow[], debitId: string): Promise<void> {
  // Another batch may be claiming it at this moment.
  await lockDebit(em, debitId)
  const debit = await debitLeft(em, debitId)
  if (debit === undefined) throw refuse.PAYOUT_DEBIT_UNKNOWN({ id: debitId })
  const total = legs.reduce((sum, leg) => sum + leg.amount, 0n)
  const [first] = legs
  if (first !== undefined && (total > debit.left || legs.some(leg => leg.currency !== debit.currency))) {
    throw refuse.PAYOUT_DEBIT_EXCEEDED({
      legs: `${formatAmount(total, first.currency)} ${first.currency}`,
      left: `${formatAmount(debit.left, debit.currency)} ${debit.currency}`,
    })
  }
}
