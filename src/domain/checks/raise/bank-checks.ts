import type { Check } from '../check.ts'

/** Reports of an account in the order of their days; those of one day by their number, the unnumbered ones last. */
const IN_ORDER =
  'partition by bank_account_id order by closes_on, coalesce(sequence, 9223372036854775807), bank_report.id'
const ALL = `${IN_ORDER} rows between unbounded preceding and unbounded following`

/**
 * Accounts whose reports each open when and with what the one before closed, and by how much they moved in all. A report
 * of a month beside those of its days is no link of a chain, whatever its balances.
 */
const COMPLETE = `
  (select bank_account_id, min(closed_last - opened_first) as moved from (
     select bank_account_id, lag(closing) over (${IN_ORDER}) is null
              or (lag(closing) over (${IN_ORDER}) = opening and lag(closes_on) over (${IN_ORDER}) <= opens_on) as follows,
            first_value(opening) over (${ALL}) as opened_first, last_value(closing) over (${ALL}) as closed_last
       from bank_report) as chained
    group by bank_account_id having bool_and(follows)) as complete`

/** Movements of what a bank told that are no receipt or debit, another one's, or one's that stands there twice. */
const eachIsMoney = (movements: string, told: string) => `
  select movement.${told}_id, position, movement.amount, receipt.amount as received, debit.amount as debited
    from ${movements} as movement
    join ${told} on ${told}.id = ${told}_id
    join bank_account as account on account.id = bank_account_id
    left join receipt on receipt.id = receipt_id
    left join bank_debit as debit on debit.id = debit_id
   where num_nonnulls(receipt.id, debit.id) <> 1
      or movement.amount <> coalesce(receipt.amount, -debit.amount)
      or account.currency <> coalesce(receipt.currency, debit.currency)
      or account.code <> coalesce(receipt.bank_code, debit.bank_code)
  union all
  select ${told}_id, min(position), count(*), null, null from ${movements}
   group by ${told}_id, receipt_id, debit_id having count(*) > 1`

/** What the bank says, beside what is booked. */
export const BANK_CHECKS: readonly Check[] = [
  {
    name: 'The movements of a bank report lead from its opening to its closing balance',
    query: `select report.id, opening, moved, closing, movements, counted from bank_report as report
              left join (select bank_report_id, sum(amount) as moved, count(*) as counted
                           from bank_movement group by 1) as movement on bank_report_id = report.id
             where opening + coalesce(moved, 0) <> closing or movements <> coalesce(counted, 0)`,
  },
  {
    name: 'Every movement of a bank report is one receipt or debit of its amount and currency, and no other is',
    query: eachIsMoney('bank_movement', 'bank_report'),
  },
  {
    name: 'Every movement of a bank notice that is booked is one receipt or debit of its amount and currency, and no other is',
    query: eachIsMoney('bank_notice_movement', 'bank_notice'),
  },
  {
    name: 'Where no bank report is missing, the books moved on the bank account by what the reports say',
    query: `select complete.bank_account_id, moved, booked from ${COMPLETE}
              left join (
                select bank_account_id, sum(posting.amount) as booked
                  from (select distinct bank_account_id, code, coalesce(receipt_id, debit_id) as fact_id
                          from bank_movement join bank_report as report on report.id = bank_report_id
                          join bank_account on bank_account.id = bank_account_id) as reported
                  join entry on entry.fact_id = reported.fact_id and kind in ('receiptRecorded', 'bankDebited')
                  join posting on posting.entry_id = entry.id
                  join account on account.id = account_id and account.kind = 'bank' and account.code = reported.code
                 group by bank_account_id) as books using (bank_account_id)
             where moved <> coalesce(booked, 0)`,
  },
]
