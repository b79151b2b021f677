import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { wasCommitted } from '../../../database/sql-cut.ts'
import type { Asked } from './report-kinds.ts'
import { namedTable, type Table } from './table.ts'

/**
 * Who holds what of each class at the end of a day in the zone of its project: shares, their part of all that are held,
 * cut after six decimals, and what was paid in for them.
 */
export function capTable(em: EntityManager, asked: Asked): Table {
  const { until, cut } = asked
  return namedTable(
    em,
    'capTable',
    asked,
    nameOf => sql`
    with side as (
      select class_id, taker_id as holder_id, shares, paid_in, occurred_at, act_id from lot
      union all
      select class_id, giver_id, -shares, -paid_in, occurred_at, act_id from lot where giver_id is not null
    ), held as (
      select project.id as project_id, project.name, currency, class.id as class_id, code, holder_id,
             sum(side.shares) as shares, sum(paid_in) as paid_in
        from side join share_class as class on class.id = class_id join project on project.id = project_id
       where occurred_at < (${until}::date + 1)::timestamp at time zone time_zone
         and exists (select from act where act.id = side.act_id and ${wasCommitted(cut, 'act.xid')})
       group by project.id, class.id, holder_id having sum(side.shares) <> 0
    ), part as (
      select *, trunc(shares::numeric / sum(shares) over (partition by class_id), 6) as ratio from held
    )
    select project_id || '|' || class_id || '|' || holder_id as key, currency,
           jsonb_build_array(name, project_id::text, code, currency, holder_id::text,
             ${nameOf('part.holder_id')}, shares::text, ratio::text, paid_in::bigint::text) as cells
      from part`,
  )
}
