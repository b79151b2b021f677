import type { EntityManager } from '@mikro-orm/postgresql'
import { copyInto } from '../../../database/copy.ts'
import { bookEach } from '../../ledger/book-each.ts'
import { offsetsOfLegs } from './offsets.ts'

/**
 * Payouts did not arrive: what was set off against them lies on the accounts again, and is owed again. Said again it changes
 * nothing.
 */
export async function returnOffsets(
  em: EntityManager,
  legIds: readonly string[],
  bookedOn: string,
): Promise<void> {
  const open = (await offsetsOfLegs(em, legIds)).filter(offset => !offset.returned)
  if (open.length === 0) return
  await copyInto(
    em,
    'payout_offset_return',
    ['offset_id'],
    open.map(({ id }) => [id]),
  )
  await bookEach(
    em,
    open.map(({ id, account, debt, amount }) => ({
      kind: 'offsetReturned',
      factId: id,
      bookedOn,
      postings: [
        { account: debt, amount },
        { account, amount: -amount },
      ],
    })),
  )
}
