import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { Currency } from '../../money/currency.ts'

/** Money under a bank reference that is in the books. `bookedOn` is null when no bank report said it. */
export type KnownMoney = {
  id: string
  bankReference: string
  /** Above zero a receipt, below zero a debit. */
  amount: bigint
  currency: Currency
  bookedOn: string | null
}

/** The receipts and debits under these bank references. */
export async function moneyKnown(em: EntityManager, references: readonly string[]): Promise<KnownMoney[]> {
  const { rows } = await sql<KnownMoney>`
    select money.id, bank_reference as "bankReference", money.amount, currency,
           (select min(booked_on)::text from bank_movement
             where receipt_id = money.id or debit_id = money.id) as "bookedOn"
      from (select id, bank_reference, amount, currency from receipt
             where bank_code = 'clients' and bank_reference = any(${references}::text[])
            union all
            select id, bank_reference, -amount, currency from bank_debit
             where bank_code = 'clients' and bank_reference = any(${references}::text[])) as money`.execute(
    sqlOf(em),
  )
  return rows
}
