import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { Currency } from '../../money/currency.ts'
import { RUN_DAYS } from './class-rates.ts'

/** What moved of a class to and from a holder in a stretch of time; `paidIn`: what was put in for it, in minor units. */
export type LotsRow = {
  holderId: string
  projectId: string
  classId: string
  className: string
  currency: Currency
  place: number
  shares: bigint
  paidIn: bigint
}

/** What lots moved to and from these holders before an instant, by stretches that begin at these instants. */
export async function lotsOf(
  em: EntityManager,
  holderIds: readonly string[],
  { starts, end }: { starts: readonly Date[]; end: Date },
): Promise<LotsRow[]> {
  const since = starts.map(start => start.toISOString())
  const { rows } = await sql<LotsRow>`
    with moved as (
      select taker_id as holder_id, class_id, shares, paid_in, occurred_at from lot
       where taker_id = any(${holderIds}::uuid[])
      union all
      select giver_id, class_id, -shares, -paid_in, occurred_at from lot where giver_id = any(${holderIds}::uuid[])
    )
    select holder_id as "holderId", project_id as "projectId", class_id as "classId", share_class.name as "className",
           currency, width_bucket(occurred_at, ${since}::timestamptz[]) as place,
           sum(moved.shares)::bigint as shares, sum(paid_in)::bigint as "paidIn"
      from moved join share_class on share_class.id = class_id join project on project.id = project_id
     where occurred_at < ${end}
     group by holder_id, project_id, class_id, share_class.id, project.id, place
     order by holder_id, project_id, share_class.code, place`.execute(sqlOf(em))
  return rows
}

/** What a holder is owed of fractions in a project at the end of a day, in 10^-18 of a minor unit. */
export type CarryRow = { holderId: string; projectId: string; carry: bigint }

/** The carries of these holders at the end of a day: of the latest run that stood then, less lines taken back since. */
export async function carriesAt(
  em: EntityManager,
  holderIds: readonly string[],
  day: string,
): Promise<CarryRow[]> {
  const { rows } = await sql<CarryRow>`
    with ${RUN_DAYS}, latest as (
      select distinct on (project_id) id, project_id, number from run
       where day <= ${day}::date
         and not exists (select from reversed where distribution_id = run.id and reversed.day <= ${day}::date)
       order by project_id, number desc
    ), part as (
      select holder_id, project_id, carry from dividend join latest on latest.id = distribution_id
       where holder_id = any(${holderIds}::uuid[])
      union all
      select back.holder_id, share_class.project_id, -carry_back from line_reversed as back
        join share_class on share_class.id = class_id left join latest on latest.project_id = share_class.project_id
       where back.holder_id = any(${holderIds}::uuid[]) and back.day <= ${day}::date
         and after_number >= coalesce(number, 0)
    )
    select holder_id as "holderId", project_id as "projectId", sum(carry)::bigint as carry
      from part group by holder_id, project_id`.execute(sqlOf(em))
  return rows
}
