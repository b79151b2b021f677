import type { Check } from './check.ts'

/** What each allotted order is owed, by item: chosen with it, or one for so many of the shares it got. */
const OWED = `
  (select ordered.id as subscription_id, ordered.offering_id, item ->> 'code' as code, item ->> 'gives' as gives,
          coalesce((select count from ordered_item as chosen
                     where chosen.subscription_id = ordered.id and chosen.code = item ->> 'code'),
                   got.shares / (item ->> 'perShares')::int, 0) as owed
     from subscription_allotment as got
     join subscription as ordered on ordered.id = got.subscription_id
     join offering_terms as terms on terms.offering_id = ordered.offering_id and terms.version = terms_version
    cross join jsonb_array_elements(entitlements) as item
    where item ->> 'code' is not null) as owing`

/** What there is of it: deliveries of what is handed over, tickets of what is a seat. */
const THERE = `
  (select subscription_id, offering_id, code, 'reward' as gives, count from delivery
   union all
   select subscription_id, offering_id, code, 'ticket', count(*)::int from ticket group by 1, 2, 3) as there`

/** What was sold with orders, and is handed over or admitted. */
export const FULFILMENT_CHECKS: readonly Check[] = [
  {
    name: 'Every delivery and ticket belongs to an allotted order, and no order has more than it is owed',
    query: `select there.subscription_id, there.code, there.count, owed from ${THERE}
              left join ${OWED} using (subscription_id, offering_id, code, gives)
             where there.count > coalesce(owed, 0)`,
  },
  {
    name: 'Where all items of an offering are said to be issued, every order has what it is owed',
    query: `select owing.subscription_id, owing.code, owed, there.count from items_completion
              join ${OWED} using (offering_id)
              left join ${THERE} using (subscription_id, offering_id, code, gives)
             where owed > coalesce(there.count, 0)
               and not exists (select from subscription_end as ended
                                where ended.subscription_id = owing.subscription_id)`,
  },
  {
    name: 'The steps of a delivery are a legal chain: sent, then delivered or returned, and sent again only after a return',
    query: `select delivery_id, number, step, previous from (
              select delivery_id, number, step, happened_on, stepped_at, owed_at,
                     lag(step) over steps as previous, lag(happened_on) over steps as day_before,
                     row_number() over steps as place
                from delivery_step join delivery on delivery.id = delivery_id
              window steps as (partition by delivery_id order by number)) as chain
             where number <> place or stepped_at < owed_at or happened_on < day_before
                or not case step when 'sent' then previous is null or previous = 'returned'
                                 else step in ('delivered', 'returned') and previous is not distinct from 'sent' end`,
  },
]
