import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../../database/sql.ts'
import type { Currency } from '../../../money/currency.ts'
import { CARRIED } from '../debit-left.ts'

/** A notice of the bank that was imported, with what became of its movements. Amounts in minor units of the account. */
export type BankNoticeRow = {
  id: string
  account: string
  currency: Currency
  bankReference: string
  /** All of them, and those that are left to the report. */
  movements: number
  unnamed: number
  /** What of the named ones came in, and what went out (above zero). */
  credited: bigint
  debited: bigint
  /** How many payouts its debits carried out, and how many came back as its credits. */
  payoutsSettled: number
  payoutsReturned: number
}

/** The notices under the bank's own ids, those that were imported, in the order they are asked for. */
export async function bankNotices(
  em: EntityManager,
  notices: readonly { account: string; currency: string; noticeId: string }[],
): Promise<BankNoticeRow[]> {
  const accounts = notices.map(each => each.account)
  const currencies = notices.map(each => each.currency)
  const references = notices.map(each => each.noticeId)
  const { rows } = await sql<BankNoticeRow>`
    select notice.id, iban as account, bank_account.currency, notice.bank_reference as "bankReference", movements,
           movements - named as unnamed, credited, debited, "payoutsReturned", "payoutsSettled"
      from unnest(${accounts}::text[], ${currencies}::text[], ${references}::text[])
           with ordinality as asked (account, currency, reference, place)
      join bank_account on iban = asked.account and bank_account.currency = asked.currency
      join bank_notice as notice
        on notice.bank_account_id = bank_account.id and notice.bank_reference = asked.reference
      cross join lateral (
        select count(*)::int as named,
               coalesce(sum(amount) filter (where amount > 0), 0)::bigint as credited,
               coalesce(-sum(amount) filter (where amount < 0), 0)::bigint as debited,
               (count(*) filter (where purpose = 'returned'))::int as "payoutsReturned",
               (select count(*)::int from ${CARRIED} as carried join bank_notice_movement as debited using (debit_id)
                 where debited.bank_notice_id = notice.id) as "payoutsSettled"
          from bank_notice_movement as movement
          left join receipt_claim as claim on claim.receipt_id = movement.receipt_id
         where bank_notice_id = notice.id) as moved
     order by place`.execute(sqlOf(em))
  return rows
}
