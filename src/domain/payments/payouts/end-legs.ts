import type { EntityManager } from '@mikro-orm/postgresql'
import { copyInto } from '../../../database/copy.ts'
import type { NewPosting } from '../../ledger/book.ts'
import { bookEach } from '../../ledger/book-each.ts'
import type { EntryKind } from '../../ledger/kinds.ts'
import { dayOf, PLATFORM_ZONE } from '../../time/calendar.ts'
import { returnOffsets } from '../offsets/return-offsets.ts'
import { transit } from './leg-accounts.ts'
import type { LegRow } from './legs.ts'
import type { LegEnd } from './payout.ts'
import { refuse } from './refusals.ts'

/** How legs end, why, by which movement of the bank if one is known, and the credits of the money that stood in transit. */
export type Ending = {
  how: LegEnd
  reason: string
  debitOf: (leg: LegRow) => string | null
  to: (leg: LegRow) => NewPosting[]
}

const KINDS: Record<LegEnd, EntryKind> = {
  cancelled: 'payoutCancelled',
  rejected: 'payoutRejected',
  settled: 'payoutSettled',
}

/** Writes the end of legs that may end so, and moves their money out of transit, in sets. Refuses PAYOUT_REASON_MALFORMED. */
export async function endLegs(
  em: EntityManager,
  legs: readonly LegRow[],
  { how, reason, debitOf, to }: Ending,
  now: Date,
): Promise<void> {
  if (how !== 'settled') refuseMalformed(reason)
  await copyInto(
    em,
    'payout_leg_end',
    ['leg_id', 'how', 'reason', 'debit_id', 'ended_at'],
    legs.map(leg => [leg.id, how, reason, debitOf(leg), now.toISOString()]),
  )
  const bookedOn = dayOf(now, PLATFORM_ZONE)
  const entries = legs.map(leg => ({
    kind: KINDS[how],
    factId: leg.id,
    bookedOn,
    postings: [{ account: transit(leg.currency), amount: leg.amount }, ...to(leg)],
  }))
  await bookEach(em, entries)
  const lost = how === 'settled' ? [] : legs.map(leg => leg.id)
  await returnOffsets(em, lost, bookedOn)
}

function refuseMalformed(reason: string): void {
  if (reason === '' || reason.length > 200) throw refuse.PAYOUT_REASON_MALFORMED({ length: reason.length })
}
