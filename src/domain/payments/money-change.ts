import { defineEntity } from '@mikro-orm/postgresql'
import { refersTo } from '../../database/columns.ts'
import { writtenBy } from '../acts/written-by.ts'
import { BankDebit } from './bank/bank-debit.ts'

/**
 * Money of the clients that the bank changed: the whole debit left in one currency, and receipts that are claimed for it
 * came in another.
 */
export const MoneyChange = defineEntity({
  name: 'moneyChange',
  properties: {
    debitId: refersTo(BankDebit, 'debit_id').primary(),
    actId: writtenBy(),
  },
})
