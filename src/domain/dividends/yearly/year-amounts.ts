import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { paidHere } from '../run/paid-here.ts'
import type { ToldAmount, YearLevy } from './told-amount.ts'

/** What a holder was paid in a year by one project, as things stand now: what was taken back is not in it. */
export type YearAmount = ToldAmount & { holderId: string }

/** The amounts of these holders, by holder and project. A payment belongs to the year of its payment date. */
export async function yearAmounts(
  em: EntityManager,
  holderIds: readonly string[],
  year: number,
): Promise<YearAmount[]> {
  const { rows } = await sql<Omit<YearAmount, 'levies'>>`
    ${linesOf(holderIds, year)}
    select holder_id as "holderId", project_id as "projectId", currency, income,
           sum(gross)::bigint as received, sum(capital)::bigint as capital,
           coalesce(sum(gross - capital) filter (where standing is not null and is_decided), 0)::bigint as taxable,
           coalesce(sum(gross - capital) filter (where standing is not null and not is_decided), 0)::bigint as held
      from line group by 1, 2, 3, 4
    having bool_or(gross <> 0) order by 1, 2, 4 nulls first`.execute(sqlOf(em))
  const levies = await yearLevies(em, holderIds, year)
  return rows.map(row => ({ ...row, levies: levies.get(keyOf(row)) ?? [] }))
}

type Key = Pick<YearAmount, 'holderId' | 'projectId' | 'income'>

const keyOf = ({ holderId, projectId, income }: Key) => `${holderId}:${projectId}:${income}`

async function yearLevies(
  em: EntityManager,
  holderIds: readonly string[],
  year: number,
): Promise<Map<string, YearLevy[]>> {
  const { rows } = await sql<Key & YearLevy>`
    ${linesOf(holderIds, year)}, levied as (
      select line.*, rule.code, rule.ratio, withheld.amount
        from line cross join unnest(levies) with ordinality as withheld (amount, place)
        join distribution_levy as rule
          on rule.distribution_id = line.distribution_id and rule.standing = line.standing and position = place - 1
       union all
      select line.*, late.code, late.ratio, late.amount from line join late_levy as late using (release_id)
    )
    select holder_id as "holderId", project_id as "projectId", income, code, ratio,
           sum(gross - capital)::bigint as base, sum(amount)::bigint as amount
      from levied group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`.execute(sqlOf(em))
  const groups = Map.groupBy(rows, keyOf)
  return new Map(
    [...groups].map(([key, group]) => {
      return [key, group.map(({ code, ratio, base, amount }) => ({ code, ratio, base, amount }))]
    }),
  )
}

/** The lines that stand of runs that were paid here in the year. */
function linesOf(holderIds: readonly string[], year: number) {
  return sql`
    with line as materialized (
      select line.distribution_id, line.holder_id, run.project_id, project.currency, gross, capital, standing, levies,
             released.id as release_id, levies is not null or released.id is not null as is_decided,
             case when terms #>> '{levies,income}' = 'interest' and terms ? 'schedule' then 'loanInterest'
                  else terms #>> '{levies,income}' end as income
        from dividend as line
        join distribution as run on run.id = line.distribution_id
         and paid_on >= make_date(${year}, 1, 1) and paid_on < make_date(${year} + 1, 1, 1)
        join project on project.id = run.project_id
        join contract on contract.id = run.contract_id
        left join levy_release as released
          on (released.distribution_id, released.class_id, released.holder_id)
           = (line.distribution_id, line.class_id, line.holder_id)
       where line.holder_id = any(${holderIds}::uuid[])
         and ${sql.raw(paidHere('run.id'))}
         and not exists (select from run_reversal as back where back.distribution_id = run.id)
         and not exists (select from line_reversal as back
                          where (back.distribution_id, back.class_id, back.holder_id)
                              = (line.distribution_id, line.class_id, line.holder_id))
    )`
}
