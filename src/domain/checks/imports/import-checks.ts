import type { Check } from '../check.ts'

/**
 * Whether the run of `distribution_id` was carried out elsewhere, and what somebody was paid in it (`written`) differs from
 * his due (`said`) by no more than what he is owed since: eight minor units at most, and no more than runs there were.
 */
export const paidElsewhere = (amount: 'gross' | 'amount'): string => `
  coalesce(said.${amount} * 1e18 + said.carry = written.${amount} * 1e18 + written.carry
   and distribution_id in (select imported_run.distribution_id from imported_run)
   and abs(written.carry) <= (select least(8, number) * 1e18 from distribution as past where past.id = distribution_id), false)`

/** What other platforms brought: the lines of their files and what became of them. */
export const IMPORT_CHECKS: readonly Check[] = [
  {
    name: 'Every import was prepared by one person and approved by another, and brought its new lines',
    query: `select preparation_id, fresh, brought from import_approval
              join import_preparation as prepared on prepared.id = preparation_id
              left join (select preparation_id, count(*) as brought from imported_line group by 1) as line
             using (preparation_id)
             where preparer_id = approver_id or approved_at < prepared_at or fresh <> coalesce(brought, 0)
            union all
            select preparation_id, null, count(*)
              from (select preparation_id from imported_line union all select preparation_id from imported_run) as brought
             where preparation_id not in (select preparation_id from import_approval) group by 1`,
  },
  {
    name: 'Every imported lot is what its line says: investor, class, shares, price and day',
    query: `select line.reference, lot.id from imported_line as line
              left join lot on lot.id = target_id
              left join share_class as class on class.id = class_id
              left join project on project.id = project_id
              left join imported_line as holder on holder.kind = 'investors' and holder.source = line.source
               and holder.reference = line.said ->> 'investor'
             where line.kind = 'lots'
               and (taker_id, project.id::text, code, lot.shares, paid_in, occurred_at, lot.giver_id)
                   is distinct from (holder.target_id, line.said ->> 'project', line.said ->> 'class',
                     (line.said ->> 'shares')::int,
                     (line.said ->> 'shares')::bigint * (line.said ->> 'price')::bigint,
                     (line.said ->> 'since')::date::timestamp at time zone time_zone, null::uuid)`,
  },
  {
    name: 'The shares of a class that came into being elsewhere are its imported lots',
    query: `select class_id, sum(noted) as noted, sum(brought) as brought from (
              select class_id, shares as noted, 0 as brought from outside_shares
              union all
              select class_id, 0, shares from lot
               where id in (select target_id from imported_line where kind = 'lots')) as both_sides
             group by class_id having sum(noted) <> sum(brought)`,
  },
  {
    name: 'Every imported distribution paid whom its lines say, and what they say',
    query: `with said as (
              select line.target_id as distribution_id, holder.target_id as holder_id,
                     case line.said ->> 'recipient' when 'holder' then 'class:' || (line.said ->> 'class')
                          else line.said ->> 'recipient' end as recipient,
                     (line.said ->> 'gross')::bigint as gross, (line.said ->> 'net')::bigint as net
                from imported_line as line
                left join imported_line as holder on holder.kind = 'investors' and holder.source = line.source
                 and holder.reference = line.said ->> 'investor'
               where line.kind = 'distributions' and line.said ->> 'gross' <> '0'
            ), written as (
              select distribution_id, holder_id, 'class:' || code as recipient, gross, net
                from dividend join imported_run using (distribution_id)
                join share_class as class on class.id = class_id where gross <> 0
              union all
              select distribution_id, null, recipient, amount, amount
                from distribution_recipient join imported_run using (distribution_id)
               where recipient not like 'class:%' and amount <> 0)
            (select 'said' as side, * from said except select 'said', * from written)
            union all
            (select 'written', * from written except select 'written', * from said)`,
  },
]
