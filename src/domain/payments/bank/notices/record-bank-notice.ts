import type { EntityManager } from '@mikro-orm/postgresql'
import { copyInto } from '../../../../database/copy.ts'
import { sqlOf } from '../../../../database/sql.ts'
import { newId } from '../../../ids.ts'
import { lockAccount } from '../../../ledger/lock-account.ts'
import { formatAmount } from '../../../money/money.ts'
import { clientsBank } from '../../clients-money.ts'
import { refuse } from '../../refusals.ts'
import type { BankAccountRow } from '../bank-accounts.ts'
import type { BankNoticeReading } from '../bank-reading.ts'
import { bookMovements } from '../book-movements.ts'
import type { WrittenMoney } from '../write-money.ts'

/** A notice that was written, and the receipts and debits that came with it for the first time. */
export type RecordedNotice = { bankNoticeId: string; written: WrittenMoney[] }

/**
 * Keeps a notice of the bank and books each of its movements that has a name of the bank's own and is not in the books
 * yet; the bank's report, which gives it the same name, then books nothing again. Movements without one are left to the
 * report. Null when the notice was imported before. Refuses BANK_NOTICE_CHANGED, BANK_ENTRY_IN_FUTURE,
 * BANK_MOVEMENT_AMBIGUOUS, BANK_REFERENCE_REUSED.
 */
export async function recordBankNotice(
  em: EntityManager,
  { account, notice, sha256 }: { account: BankAccountRow; notice: BankNoticeReading; sha256: string },
  now: Date,
): Promise<RecordedNotice | null> {
  await lockAccount(em, clientsBank(account.currency))
  const all = notice.movements.filter(movement => movement.amount !== 0n)
  const sums = { movements: all.length, amount: all.reduce((sum, { amount }) => sum + amount, 0n) }
  if (await isImported(em, account, notice, sums)) return null
  const named = [...all.entries()].filter(([, movement]) => movement.namedByBank)
  const movements = named.map(([, movement]) => movement)
  const { ids, written } = await bookMovements(em, { movements, account, between: null }, now)
  const bankNoticeId = newId()
  const bankReference = notice.noticeId
  await sqlOf(em)
    .insertInto('bankNotice')
    .values({ id: bankNoticeId, bankAccountId: account.id, bankReference, sha256, ...sums })
    .execute()
  await copyInto(
    em,
    'bank_notice_movement',
    ['bank_notice_id', 'position', 'booked_on', 'amount', 'receipt_id', 'debit_id'],
    named.map(([place, { bookedOn, amount }], index) => {
      const id = ids[index] ?? null
      const [receipt, debit] = amount > 0n ? [id, null] : [null, id]
      return [bankNoticeId, place + 1, bookedOn, amount, receipt, debit]
    }),
  )
  return { bankNoticeId, written }
}

type Sums = { movements: number; amount: bigint }

async function isImported(
  em: EntityManager,
  account: BankAccountRow,
  { noticeId, line }: BankNoticeReading,
  sums: Sums,
): Promise<boolean> {
  const before = await sqlOf(em)
    .selectFrom('bankNotice')
    .select(['movements', 'amount'])
    .where('bankAccountId', '=', account.id)
    .where('bankReference', '=', noticeId)
    .executeTakeFirst()
  if (before === undefined) return false
  const said = ({ movements, amount }: Sums) =>
    `${movements} movements of ${formatAmount(amount, account.currency)} ${account.currency}`
  const [imported, given] = [said(before), said(sums)]
  if (imported === given) return true
  throw refuse.BANK_NOTICE_CHANGED({ line, notice: noticeId, imported, given })
}
