import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { bankAccounts } from '../../payments/bank/bank-accounts.ts'
import { givenUpAt, lastBookingDay } from '../../payments/bank/report-wait.ts'
import { reportedDays } from '../../payments/bank/reported-days.ts'

/** Unpaid orders of one offering that were due at one instant. */
export type Overdue = { offeringId: string; currency: string; paymentDueAt: Date }

/**
 * Unpaid orders that expire, by offering and due instant; of one offering, or of all. Where their currency has a clients'
 * bank account the bank has told what it booked on the last day that counts, or that was waited for long enough
 * (REPORT_DAYS): what was paid on that day is known only from the report of it. Without such an account they expire when
 * they are due.
 */
export async function overdueOrders(
  em: EntityManager,
  now: Date,
  offeringId: string | null = null,
): Promise<Overdue[]> {
  const { rows } = await sql<Overdue>`
    select distinct offering_id as "offeringId", currency, payment_due_at as "paymentDueAt" from subscription
     where payment_due_at <= ${now} and (offering_id = ${offeringId}::uuid or ${offeringId}::uuid is null)
       and not exists (select from subscription_payment where subscription_id = id)
       and not exists (select from receipt_hold where target_id = id)
       and not exists (select from subscription_end where subscription_id = id)`.execute(sqlOf(em))
  if (rows.length === 0) return []
  const banked = await bankedCurrencies(em)
  const givenUp = givenUpAt(now)
  const waits = ({ currency, paymentDueAt }: Overdue) => banked.has(currency) && paymentDueAt > givenUp
  const dayOfOrder = ({ currency, paymentDueAt: dueAt }: Overdue) => ({
    currency,
    day: lastBookingDay(dueAt),
  })
  const reported = await reportedDays(em, rows.filter(waits).map(dayOfOrder))
  const keyOf = ({ currency, day }: { currency: string; day: string }) => `${currency} ${day}`
  const known = new Set(reported.map(keyOf))
  return rows.filter(row => !waits(row) || known.has(keyOf(dayOfOrder(row))))
}

/** The currencies in which orders are paid to a bank account whose reports are imported. */
export async function bankedCurrencies(em: EntityManager): Promise<Set<string>> {
  const accounts = await bankAccounts(em)
  return new Set(accounts.filter(each => each.code === 'clients').map(each => each.currency))
}
