import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'

/** A day of the clients' bank account of a currency. */
export type BankDay = { currency: string; day: string }

/**
 * Of which of these days the bank has said what it booked: a report of the account reaches from that day or before to
 * that day or after it, or one that starts later goes on from the balance of the last one before. A later report whose
 * balance does not go on tells nothing: one between them is missing.
 */
export async function reportedDays(em: EntityManager, days: readonly BankDay[]): Promise<BankDay[]> {
  if (days.length === 0) return []
  const { rows } = await sql<BankDay>`
    select asked.currency, asked.day::text as day
      from (select distinct * from unnest(${days.map(each => each.currency)}::text[],
                                          ${days.map(each => each.day)}::date[]) as each (currency, day)) as asked
      join bank_account as account on account.code = 'clients' and account.currency = asked.currency
      left join lateral (
        select closing from bank_report where bank_account_id = account.id and closes_on < asked.day
         order by closes_on desc, sequence desc nulls first, id desc limit 1) as before on true
     where exists (select from bank_report
                    where bank_account_id = account.id and closes_on >= asked.day
                      and (opens_on <= asked.day or opening = before.closing))`.execute(sqlOf(em))
  return rows
}
