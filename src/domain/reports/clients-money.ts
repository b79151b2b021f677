import type { EntityManager } from '@mikro-orm/postgresql'
import { tickSummary } from '../acts/acts.ts'
import type { AccountKind } from '../ledger/kinds.ts'
import { trialBalance } from '../ledger/trial-balance.ts'
import type { Currency } from '../money/currency.ts'

/**
 * The money of clients in one currency, in minor units: what there is, at the bank, at the card processor and on its way to
 * the bank; what they are owed; what some of them have to give back; and what of the platform's own lies among it still.
 * bank + card + onItsWay + toRecover = owed + platform.
 */
export type ClientsMoney = {
  currency: Currency
  bank: bigint
  card: bigint
  onItsWay: bigint
  owed: bigint
  toRecover: bigint
  platform: bigint
}

const OWED: readonly AccountKind[] = [
  'suspense',
  'subscriber',
  'holder',
  'issuer',
  'partner',
  'revenue',
  'transit',
  'unclaimed',
  'levy',
]

/** The money of clients now, by currency. */
export async function clientsMoney(em: EntityManager): Promise<ClientsMoney[]> {
  const byCurrency = Map.groupBy(await trialBalance(em), row => row.currency)
  return [...byCurrency].map(([currency, rows]) => {
    const on = (...kinds: AccountKind[]) =>
      rows
        .filter(({ kind }) => kinds.includes(kind))
        .reduce((sum, { debit, credit }) => sum + debit - credit, 0n)
    const [bank, card, onItsWay, toRecover] = [on('bank'), on('card'), on('internal'), on('recoverable')]
    const owed = -on(...OWED)
    return {
      currency,
      bank,
      card,
      onItsWay,
      owed,
      toRecover,
      platform: bank + card + onItsWay + toRecover - owed,
    }
  })
}

/** When every invariant of the books was checked last, and what came of it; nulls before the first time. */
export async function lastProof(em: EntityManager): Promise<{ at: Date | null; outcome: string | null }> {
  const { lastFinishedAt, lastOutcome } = await tickSummary(em, 'checkInvariants')
  return { at: lastFinishedAt, outcome: lastOutcome }
}
