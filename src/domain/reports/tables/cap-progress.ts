import type { EntityManager } from '@mikro-orm/postgresql'
import { type RawBuilder, sql } from 'kysely'
import { wasCommitted } from '../../../database/sql-cut.ts'
import type { Asked } from './report-kinds.ts'
import { type Table, tableOf } from './table.ts'

/**
 * How near each class is to the cap of its contract in force: per holder the cap is so many times what was paid in for
 * his shares, rounded down, as a run counts it. What was taken back was not received.
 */
export function capProgressTable(em: EntityManager, asked: Asked): Table {
  return tableOf(
    em,
    'capProgress',
    sql`
    with capped as (
      select class.id as class_id, project.id as project_id, project.name, project.currency, class.code,
             cap ->> 'times' as times, split_part(cap ->> 'times', '/', 1)::numeric as over,
             coalesce(nullif(split_part(cap ->> 'times', '/', 2), ''), '1')::numeric as under,
             (${asked.until}::date + 1)::timestamp at time zone time_zone as ends
        from project
        join lateral (select terms from contract join contract_signature on contract_id = contract.id
                        join act on act.id = contract_signature.act_id and ${wasCommitted(asked.cut, 'act.xid')}
                       where contract.project_id = project.id
                         and signed_at < (${asked.until}::date + 1)::timestamp at time zone time_zone
                       order by version desc limit 1) as force on true
       cross join jsonb_array_elements(coalesce(terms -> 'caps', '[]')) as cap
        join share_class as class on class.project_id = project.id and class.code = cap ->> 'class'
    ), ${heldAndReceived(asked)}, holder as (
      select class_id, div(coalesce(paid_in, 0) * over, under) as cap, coalesce(paid_in, 0) as paid_in,
             coalesce(received, 0) as received
        from held full join given using (class_id, holder_id) join capped using (class_id)
       where coalesce(paid_in, 0) > 0 or coalesce(received, 0) <> 0
    ), summed as (
      select class_id, count(*) filter (where paid_in > 0) as holders,
             count(*) filter (where paid_in > 0 and received >= cap) as at_cap, sum(paid_in) as paid_in,
             sum(cap) as cap, sum(received) as received, sum(greatest(cap - received, 0)) as room
        from holder group by 1
    )
    select project_id || '|' || class_id as key, currency,
           jsonb_build_array(name, project_id::text, code, currency, times, coalesce(holders, 0)::text,
             coalesce(at_cap, 0)::text, coalesce(paid_in, 0)::bigint::text, coalesce(cap, 0)::bigint::text,
             coalesce(received, 0)::bigint::text, coalesce(room, 0)::bigint::text,
             case when cap > 0 then trunc(received / cap, 4)::text else '0.0000' end) as cells
      from capped left join summed using (class_id)`,
  )
}

/** What was paid in for the shares a holder has, and what he received of each capped class. */
function heldAndReceived({ until, cut }: Asked): RawBuilder<unknown> {
  const known = (table: string) => sql`exists (
    select from act where act.id = ${sql.ref(`${table}.act_id`)} and ${wasCommitted(cut, 'act.xid')})`
  return sql`
    held as (
      select class_id, holder_id, sum(paid_in) as paid_in
        from capped
       cross join lateral (select taker_id as holder_id, paid_in from lot
                            where lot.class_id = capped.class_id and occurred_at < ends and ${known('lot')}
                           union all
                           select giver_id, -paid_in from lot
                            where lot.class_id = capped.class_id and giver_id is not null and occurred_at < ends
                              and ${known('lot')}) as side
       group by 1, 2
    ), given as (
      select class_id, holder_id, sum(gross) as received
        from capped join distribution on distribution.project_id = capped.project_id and paid_on <= ${until}::date
                     and ${known('distribution')}
        join dividend using (class_id)
       where distribution_id = distribution.id
         and not exists (select from run_reversal as back where back.distribution_id = distribution.id
                            and reversed_at < ends and ${known('back')})
         and not exists (select from line_reversal as back where back.distribution_id = distribution.id
                            and back.class_id = dividend.class_id and back.holder_id = dividend.holder_id
                            and reversed_at < ends and ${known('back')})
       group by 1, 2
    )`
}
