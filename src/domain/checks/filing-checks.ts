import { paysLevy } from '../ledger/kinds.ts'
import type { Check } from './check.ts'

/** What was told to the tax office: against the ledger, and each against the one before. */
export const FILING_CHECKS: readonly Check[] = [
  {
    name: 'A filed return comes to what the levy accounts moved by in its month, to the cent',
    query: `select month, total, moved from tax_return
              cross join lateral (
                select coalesce(-sum(amount), 0) as moved from entry
                  join posting on entry_id = entry.id
                  join account on account.id = posting.account_id and account.kind = 'levy'
                 where booked_on >= month and booked_on < month + interval '1 month'
                   and not ${paysLevy('entry.kind')}) as ledger
             where total <> moved`,
  },
  {
    name: 'The lines of a filed return come to its total, and what they take back is of an earlier month',
    query: `select filed.id, month, total, lines.amount from tax_return as filed
              left join (select return_id, sum(amount) as amount from tax_return_line group by 1) as lines
                on return_id = filed.id
             where total <> coalesce(lines.amount, 0)
             union all
            select filed.id, filed.month, filed.total, line.amount from tax_return as filed
              join tax_return_line as line on return_id = filed.id
              left join tax_return as earlier on earlier.id = corrects_id
             where corrects >= filed.month or (earlier.id is not null and earlier.month is distinct from corrects)`,
  },
  {
    name: 'Levies were declared when their month was closed, by another person than closed it',
    query: `select month from tax_return as filed left join month_closing as closing using (month)
             where closing.month is null and not exists (select from month_closing where month > filed.month)
                or filed_at < closed_at or filer_id = approver_id`,
  },
  {
    name: 'The files of a year are numbered from 1 on, each corrects the one before, and none came before its year was over',
    query: `select year, revision from (
              select *, lag(id) over files as previous, row_number() over files as place from tax_file
              window files as (partition by year order by revision)) as told
             where revision <> place or corrects_id is distinct from previous
                or (issued_at at time zone 'Europe/Paris')::date < make_date(year + 1, 1, 1)
                or issued_on <> (issued_at at time zone 'Europe/Paris')::date`,
  },
]
