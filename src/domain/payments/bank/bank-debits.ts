import type { EntityManager } from '@mikro-orm/postgresql'
import { keyset, type Slice } from '../../../database/keyset.ts'
import { sqlOf } from '../../../database/sql.ts'
import type { Currency } from '../../money/currency.ts'
import type { DebitReason } from './bank-debit.ts'

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

/** A page of the debits that lie in suspense, by id: all of them, for nothing claims one yet. */
export function debitsPage(em: EntityManager, slice: Slice): Promise<BankDebitRow[]> {
  const { within, order, limit } = keyset(['bankDebit.id'], slice)
  return sqlOf(em)
    .selectFrom('bankDebit')
    .leftJoin('bankDetails', 'bankDetails.id', 'bankDebit.payeeId')
    .select([
      'bankDebit.id',
      'bankReference',
      'amount',
      'currency',
      'debitedAt',
      'remittance',
      'bankDetails.iban as payeeIban',
      'bankDetails.holderName as payeeName',
      'reason',
    ])
    .where(within)
    .orderBy(order)
    .limit(limit)
    .execute() as Promise<BankDebitRow[]>
}
