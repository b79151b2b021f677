import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { copyInto } from '../../../database/copy.ts'
import { sqlOf } from '../../../database/sql.ts'
import { bookEach } from '../../ledger/book-each.ts'
import { dayOf, PLATFORM_ZONE } from '../../time/calendar.ts'
import { suspense } from '../clients-money.ts'
import { returnOffsets } from '../offsets/return-offsets.ts'
import { backTo } from '../payouts/leg-accounts.ts'
import type { LegRow } from '../payouts/legs.ts'
import { lockLegs } from '../payouts/lock-legs.ts'
import { writeToPayees } from '../payouts/write-to-payees.ts'
import { waitingReturns } from './waiting-returns.ts'

/** A payout that came back as a credit of the bank, which lies in suspense. */
type Back = { leg: LegRow; receiptId: string; reason: string }

/**
 * Books the returns that waited for the bank to say that the payout had left, where it has said so, in sets: each lies on the
 * account again from which it was paid, and the payee is told. Of two credits for one payout the first counts.
 */
export async function returnWaiting(em: EntityManager, now: Date): Promise<{ payoutIds: string[] }> {
  const told = new Map((await waitingReturns(em)).toReversed().map(each => [each.endToEndId, each]))
  if (told.size === 0) return { payoutIds: [] }
  const legs = await lockLegs(em, [...told.keys()], 'returned')
  const found = legs.flatMap((leg): Back[] => {
    const each = told.get(leg.endToEndId)
    return each === undefined ? [] : [{ leg, receiptId: each.receiptId, reason: each.reason }]
  })
  const backs = await claim(em, found)
  await copyInto(
    em,
    'payout_return',
    ['leg_id', 'reason', 'receipt_id', 'returned_at'],
    backs.map(({ leg, reason, receiptId }) => [leg.id, reason, receiptId, now.toISOString()]),
  )
  const bookedOn = dayOf(now, PLATFORM_ZONE)
  await bookEach(
    em,
    backs.map(({ leg, receiptId }) => ({
      kind: 'receiptClaimed',
      factId: receiptId,
      bookedOn,
      postings: [{ account: suspense(leg.currency), amount: leg.amount }, ...backTo(leg)],
    })),
  )
  const returned = backs.map(({ leg }) => leg)
  const payoutIds = returned.map(leg => leg.id)
  await returnOffsets(em, payoutIds, bookedOn)
  await writeToPayees(em, returned, now)
  return { payoutIds }
}

/** Claims the credits; one that somebody claims for something else at this moment is his. */
async function claim(em: EntityManager, backs: readonly Back[]): Promise<Back[]> {
  if (backs.length === 0) return []
  const receiptIds = backs.map(each => each.receiptId)
  const legIds = backs.map(each => each.leg.id)
  const { rows } = await sql<{ id: string }>`
    insert into receipt_claim (receipt_id, purpose, target_id)
    select receipt_id, 'returned', leg_id from unnest(${receiptIds}::uuid[], ${legIds}::uuid[]) as back (receipt_id, leg_id)
    on conflict do nothing returning receipt_id as id`.execute(sqlOf(em))
  const claimed = new Set(rows.map(each => each.id))
  return backs.filter(each => claimed.has(each.receiptId))
}
