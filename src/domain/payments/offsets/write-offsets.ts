import type { EntityManager } from '@mikro-orm/postgresql'
import { copyInto } from '../../../database/copy.ts'
import { newId } from '../../ids.ts'
import type { AccountName } from '../../ledger/accounts-for.ts'
import { bookEach } from '../../ledger/book-each.ts'

/** What is set off against a payout of one debt: minor units, above zero, with the rule by which it is that much. */
export type NewOffset = {
  accountId: string
  /** The account on which the debt stands. */
  debt: AccountName
  debtEntryId: string
  amount: bigint
  ratio: string
  floor: bigint
}

/** An account that is paid from, the payout, and what is set off before it leaves. */
export type OffsetLeg = { id: string; account: AccountName; offsets: readonly NewOffset[] }

/**
 * Sets debts off against payouts that are being prepared: so much leaves each account towards what its owner owes back. The
 * caller holds the locks of the accounts and of the projects of the debts.
 */
export async function writeOffsets(
  em: EntityManager,
  legs: readonly OffsetLeg[],
  bookedOn: string,
): Promise<void> {
  const offsets = legs.flatMap(({ id: legId, account, offsets }) =>
    offsets.map(offset => ({ ...offset, id: newId(), legId, account })),
  )
  if (offsets.length === 0) return
  await copyInto(
    em,
    'payout_offset',
    ['id', 'leg_id', 'account_id', 'debt_entry_id', 'amount', 'ratio', 'floor'],
    offsets.map(each => [
      each.id,
      each.legId,
      each.accountId,
      each.debtEntryId,
      each.amount,
      each.ratio,
      each.floor,
    ]),
  )
  await bookEach(
    em,
    offsets.map(({ id, account, debt, amount }) => ({
      kind: 'offsetTaken',
      factId: id,
      bookedOn,
      postings: [
        { account, amount },
        { account: debt, amount: -amount },
      ],
    })),
  )
}
