import type { EntityManager } from '@mikro-orm/postgresql'
import { type RawBuilder, sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { IncomeKind } from '../../offerings/terms/contract-terms.ts'
import { paidHere } from '../run/paid-here.ts'

/** What a levy took in a month from a kind of income, or gave back of what an earlier one took: minor units, signed. */
export type MonthMovement = {
  income: IncomeKind
  code: string
  ratio: string
  /** The first day of the month in which it had been withheld; null: in this one. */
  corrects: string | null
  base: bigint
  amount: bigint
}

/** What a levy took from the income of one holder that was paid in a year. Minor units, signed. */
export type HolderMovement = {
  holderId: string
  /** `loanInterest`: by a contract that has a schedule of repayments. */
  income: IncomeKind | 'loanInterest'
  code: string
  ratio: string
  base: bigint
  amount: bigint
}

const PARIS = sql.lit('Europe/Paris')

const PAID_HERE = sql.raw(paidHere('taxed.distribution_id'))

/**
 * Every line from which levies were withheld, on the day of its run or of its late release, and every one that was taken
 * back, with the opposite sign, on the day of that: as the levy accounts were moved. A line that is held is none, nor is one
 * that another platform paid; what is taken back of that here is taken back all the same.
 */
const MOVED = sql`
  taxed as (
    select line.distribution_id, class_id, holder_id, gross - capital as base, terms #>> '{levies,income}' as income, terms ? 'schedule' as is_loan,
           run.paid_on, run.paid_on as withheld_on, null::uuid as release_id, standing, levies
      from dividend as line join distribution as run on run.id = line.distribution_id
      join contract on contract.id = run.contract_id
     where levies is not null and standing is not null
     union all
    select line.distribution_id, class_id, holder_id, gross - capital, terms #>> '{levies,income}', terms ? 'schedule', run.paid_on,
           (released_at at time zone ${PARIS})::date, released.id, null, null
      from levy_release as released join dividend as line using (distribution_id, class_id, holder_id)
      join distribution as run on run.id = line.distribution_id
      join contract on contract.id = run.contract_id
  ), moved as (
    select taxed.*, 1 as sign, withheld_on as moved_on from taxed where ${PAID_HERE}
     union all
    select taxed.*, -1, coalesce(booked_on, (reversed_at at time zone ${PARIS})::date)
      from taxed join run_reversal as back using (distribution_id)
      left join entry on entry.kind = 'runReversed' and fact_id = request_id
     union all
    select taxed.*, -1, coalesce(booked_on, (reversed_at at time zone ${PARIS})::date)
      from taxed join line_reversal as back using (distribution_id, class_id, holder_id)
      left join entry on entry.kind = 'lineReversed' and fact_id = request_id
  )`

/** Each levy of lines that were picked. */
const LEVIED = sql`
  levied as (
    select picked.*, rule.code, rule.ratio, sign * base as part, sign * withheld.amount as amount
      from picked cross join unnest(levies) with ordinality as withheld (amount, place)
      join distribution_levy as rule on rule.distribution_id = picked.distribution_id
       and rule.standing = picked.standing and position = place - 1
     where release_id is null
     union all
    select picked.*, late.code, late.ratio, sign * picked.base, sign * late.amount
      from picked join late_levy as late using (release_id)
  )`

const levied = (picked: RawBuilder<unknown>) => sql`
  with ${MOVED}, picked as (select * from moved where ${picked}), ${LEVIED}`

/**
 * What the levy accounts got and gave back in a month, payments to the tax office apart, by income, levy and ratio: first
 * what was withheld in it, then what is taken back of earlier months. `month`: its first day.
 */
export async function movementsOfMonth(em: EntityManager, month: string): Promise<MonthMovement[]> {
  const within = sql`moved_on >= ${month}::date and moved_on < ${month}::date + interval '1 month'`
  const { rows } = await sql<MonthMovement>`
    ${levied(within)}
    select income, code, ratio, corrects::text, sum(part)::bigint as base, sum(amount)::bigint as amount
      from (select *, case when sign < 0 and withheld_on < ${month}::date
                           then date_trunc('month', withheld_on)::date end as corrects from levied) as told
     group by income, code, ratio, corrects
    having sum(part) <> 0 or sum(amount) <> 0
     order by told.corrects nulls first, income, code, ratio`.execute(sqlOf(em))
  return rows
}

/** What levies took from the income that was paid here in a year, holder by holder, as things stand now. */
export async function movementsOfYear(em: EntityManager, year: number): Promise<HolderMovement[]> {
  const within = sql`paid_on >= make_date(${year}, 1, 1) and paid_on < make_date(${year} + 1, 1, 1)
    and ${sql.raw(paidHere('moved.distribution_id'))}`
  const { rows } = await sql<HolderMovement>`
    ${levied(within)}
    select holder_id as "holderId", case when income = 'interest' and is_loan then 'loanInterest' else income end as income,
           code, ratio, sum(part)::bigint as base, sum(amount)::bigint as amount
      from levied group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(sqlOf(em))
  return rows
}
