import { PLATFORM } from '../ids.ts'
import { PLATFORM_ZONE } from '../time/calendar.ts'
import type { Check } from './check.ts'

/** When a day has passed: what was done before this instant was known at its end. */
const END = `((day + 1)::timestamp at time zone '${PLATFORM_ZONE}')`

/** What was kept of bank accounts and books, day by day, and what was said of their differences. */
export const RECONCILIATION_CHECKS: readonly Check[] = [
  {
    name: 'A day that was kept of a bank account says what the books said when it had passed',
    query: `select bank_account_id, day, book_balance, booked.amount from reconciled_day
              join bank_account as bank on bank.id = bank_account_id
             cross join lateral (
               select coalesce(sum(posting.amount), 0) as amount
                 from account join posting on posting.account_id = account.id
                 join entry on entry.id = entry_id join act on act.id = entry.act_id
                where account.kind = 'bank' and owner_id = '${PLATFORM}' and account.code = bank.code
                  and account.currency = bank.currency and occurred_at < ${END}) as booked
             where book_balance <> booked.amount`,
  },
  {
    name: 'A day that was kept of a bank account says what the latest report closed with that was in by then',
    query: `select kept.bank_account_id, day, bank_report_id, latest.id from reconciled_day as kept
              left join lateral (
                select report.id, closing from bank_report as report join act on act.id = report.act_id
                 where report.bank_account_id = kept.bank_account_id and occurred_at < ${END}
                 order by closes_on desc, sequence desc nulls first, report.id desc limit 1) as latest on true
             where bank_report_id is distinct from latest.id or bank_balance is distinct from latest.closing`,
  },
  {
    name: 'A day on which bank and books differed, or no report was in, is not kept as one without a difference',
    query: `select bank_account_id, day, bank_balance, book_balance from reconciled_day
             where differences = 0 and bank_balance is distinct from book_balance`,
  },
  {
    name: 'A difference is explained by versions that follow each other, for a month at most from the day of the act',
    query: `select difference_id, version, due_on
              from (select explanation.*, (occurred_at at time zone '${PLATFORM_ZONE}')::date as said_on,
                           row_number() over (partition by bank_account_id, difference_id order by version) as place
                      from difference_explanation as explanation join act on act.id = explanation.act_id) as said
             where version <> place or due_on not between said_on and said_on + 31`,
  },
]
