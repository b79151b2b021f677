import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { Currency } from '../../money/currency.ts'
import { paidHere } from '../run/paid-here.ts'

/**
 * Income of a year that is in no file, and why: it is held until a levy rule is known, or its contract withholds no levies
 * and so states no kind of income. Minor units.
 */
export type LeftOutIncome = {
  why: 'held' | 'noKind'
  currency: Currency
  parties: number
  amount: bigint
}

/** What runs of a year paid that the file of the year does not tell, as things stand now. */
export async function incomeLeftOut(em: EntityManager, year: number): Promise<LeftOutIncome[]> {
  const { rows } = await sql<LeftOutIncome>`
    with line as (
      select line.holder_id, currency, gross - capital as income,
             case when standing is null and terms #>> '{levies,income}' is null then 'noKind'
                  when standing is not null and levies is null and released.id is null then 'held' end as why
        from dividend as line
        join distribution as run on run.id = line.distribution_id
         and paid_on >= make_date(${year}, 1, 1) and paid_on < make_date(${year} + 1, 1, 1)
        join project on project.id = run.project_id
        join contract on contract.id = run.contract_id
        left join levy_release as released
          on (released.distribution_id, released.class_id, released.holder_id)
           = (line.distribution_id, line.class_id, line.holder_id)
       where ${sql.raw(paidHere('run.id'))}
         and not exists (select from run_reversal as back where back.distribution_id = run.id)
         and not exists (select from line_reversal as back
                          where (back.distribution_id, back.class_id, back.holder_id)
                              = (line.distribution_id, line.class_id, line.holder_id))
    )
    select why, currency, count(distinct holder_id)::int as parties, sum(income)::bigint as amount
      from line where why is not null and income <> 0 group by 1, 2 order by 1, 2`.execute(sqlOf(em))
  return rows
}
