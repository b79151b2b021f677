import type { Check } from '../check.ts'

/** What converted payouts that did not arrive had taken from their accounts. */
const CAME_BACK = `
  select sum(conversion.amount) from payout_conversion as conversion
    left join payout_leg_end as ended on ended.leg_id = conversion.leg_id
   where (how in ('cancelled', 'rejected')
          or exists (select from payout_return as back where back.leg_id = conversion.leg_id))`

/** Reports in another currency: converted once, at the stored rate, and payable when the bank has changed their money. */
export const EXCHANGE_CHECKS: readonly Check[] = [
  {
    // What a converted payout took lies on its account again when it did not arrive: the bank has changed it meanwhile.
    name: 'In no currency has more left to be changed than was converted, or less come than was converted to it, but for payouts that did not arrive',
    query: `select account.currency, sum(posting.amount) as missing
              from account join posting on posting.account_id = account.id
             where kind = 'exchange' group by account.currency
            having sum(posting.amount) > coalesce((${CAME_BACK} and conversion.currency = account.currency), 0)`,
  },
  {
    name: 'Revenue was converted in the books where the bank changed money, in the same act',
    query: `select fact_id from entry
             where kind = 'revenueConverted' and not exists (select from money_change where money_change.act_id = entry.act_id)`,
  },
  {
    name: 'A report was converted with its approval and only then, where it is in another currency than its project',
    query: `select report.id from report_approval as approval
              join revenue_report as report on report.id = approval.report_id
              join project on project.id = report.project_id
              left join report_conversion as conversion on conversion.report_id = report.id
             where (report.currency <> project.currency) <> (conversion.report_id is not null)
                or conversion.currency <> project.currency
            union
            select report_id from report_conversion as conversion
             where not exists (select from report_approval as approval where approval.report_id = conversion.report_id
                                  and approval.act_id = conversion.act_id)`,
  },
  {
    name: 'The converted lines of a report sum to its converted net, and what was reported to the reported one',
    query: `select conversion.report_id, conversion.net, conversion.reported_net from report_conversion as conversion
              join (select report_id, sum(gross - deduction) as net from revenue_line group by 1) as reported
                   using (report_id)
              left join (select report_id, sum(gross - deduction) as net from converted_line group by 1) as counted
                   using (report_id)
             where conversion.reported_net <> reported.net or conversion.net is distinct from counted.net`,
  },
  {
    name: 'A report was converted at its rate, to the nearest minor unit of its currency',
    query: `select report_id, net, reported_net, rate from report_conversion as conversion
              join revenue_report as report on report.id = report_id
              join exchange_rate as told on told.id = rate_id
              cross join lateral (select recomputed.minor_units('1', report.currency) as one,
                                         recomputed.minor_units('1', conversion.currency) as other) as units
             where (from_currency, to_currency) not in (
                     (report.currency, conversion.currency), (conversion.currency, report.currency))
                or case when from_currency = report.currency
                        then abs(net * (one).num * 2 - reported_net * rate::numeric * (other).num * 2) > (one).num
                        else abs(net * (one).num * rate::numeric * 2 - reported_net * (other).num * 2)
                             > (one).num * rate::numeric end`,
  },
]
