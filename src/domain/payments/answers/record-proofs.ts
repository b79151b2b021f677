import type { EntityManager } from '@mikro-orm/postgresql'
import { copyInto } from '../../../database/copy.ts'
import { bookEach } from '../../ledger/book-each.ts'
import { dayOf, PLATFORM_ZONE } from '../../time/calendar.ts'
import { clientsBank, suspense } from '../clients-money.ts'
import type { LegRow } from '../payouts/legs.ts'

/**
 * Debits of the bank prove payouts of which somebody had said before that the bank carried them out: they claim the debits from
 * suspense, and what was booked by hand against the bank account is taken back, for the report has it. Returned ones too.
 */
export async function recordProofs(
  em: EntityManager,
  { legs, debitOf }: { legs: readonly LegRow[]; debitOf: ReadonlyMap<string, string> },
  now: Date,
): Promise<void> {
  if (legs.length === 0) return
  await copyInto(
    em,
    'payout_proof',
    ['leg_id', 'debit_id'],
    legs.map(({ id }) => [id, debitOf.get(id) ?? null]),
  )
  const bookedOn = dayOf(now, PLATFORM_ZONE)
  await bookEach(
    em,
    legs.map(({ id, currency, amount }) => ({
      kind: 'payoutProved',
      factId: id,
      bookedOn,
      postings: [
        { account: clientsBank(currency), amount },
        { account: suspense(currency), amount: -amount },
      ],
    })),
  )
}
