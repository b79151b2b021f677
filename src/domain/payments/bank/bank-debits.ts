import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { keyset, type Slice } from '../../../database/keyset.ts'
import { sqlOf } from '../../../database/sql.ts'
import type { Currency } from '../../money/currency.ts'
import type { DebitReason } from './bank-debit.ts'
import { CARRIED } from './debit-left.ts'

/** Money that left the clients' bank account; the amount is above zero. */
export type BankDebitRow = {
  id: string
  bankReference: string
  amount: bigint
  currency: Currency
  debitedAt: Date
  remittance: string
  payeeIban: string | null
  payeeName: string | null
  reason: DebitReason
}

/** A page of the debits that lie in suspense, by id: those of which payouts have not claimed all, and that were not changed. */
export function debitsPage(em: EntityManager, slice: Slice): Promise<BankDebitRow[]> {
  const { within, order, limit } = keyset(['bankDebit.id'], slice)
  return sqlOf(em)
    .selectFrom('bankDebit')
    .leftJoin('bankDetails', 'bankDetails.id', 'bankDebit.payeeId')
    .leftJoin('debitNote', 'debitNote.debitId', 'bankDebit.id')
    .select([
      'bankDebit.id',
      'bankReference',
      'amount',
      'currency',
      'debitedAt',
      'remittance',
      'bankDetails.iban as payeeIban',
      'bankDetails.holderName as payeeName',
      sql<DebitReason>`coalesce(debit_note.reason, bank_debit.reason)`.as('reason'),
    ])
    .where(within)
    .where(unclaimed)
    .orderBy(order)
    .limit(limit)
    .execute() as Promise<BankDebitRow[]>
}

const unclaimed = sql<boolean>`
  bank_debit.amount > coalesce((select sum(leg.amount) from ${CARRIED} as carried join payout_leg as leg on leg.id = leg_id
                                 where debit_id = bank_debit.id), 0)
  and not exists (select from money_change where debit_id = bank_debit.id)`
