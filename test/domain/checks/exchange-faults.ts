import type { Planted } from './planted-world.ts'

const reportOf = (w: Planted) =>
  `(select report_id from distribution_report where distribution_id = '${w.film.second}' limit 1)`

/** Makes a report one in dollars, converted at 2 dollars for a euro with its approval, its lines as they were. */
const converted = (w: Planted, net = 'sum(gross - deduction)') => `
  update revenue_report set currency = 'USD' where id = ${reportOf(w)};
  insert into exchange_rate (id, from_currency, to_currency, rate, source, at, act_id)
  select report_id, 'EUR', 'USD', '2', 'ECB', approved_at, act_id from report_approval where report_id = ${reportOf(w)};
  insert into report_conversion (report_id, rate_id, currency, reported_net, net, act_id)
  select report_id, report_id, 'EUR', sum(gross - deduction), ${net}, approval.act_id
    from revenue_line join report_approval as approval using (report_id)
   where report_id = ${reportOf(w)} group by report_id, approval.act_id`

/** Planted in what became of reports in other currencies. */
export const EXCHANGE_FAULTS: [string, (world: Planted) => string, string][] = [
  [
    'a report in dollars that was distributed as if they were euros',
    w => `update revenue_report set currency = 'USD' where id = ${reportOf(w)}`,
    'A report was converted with its approval and only then, where it is in another currency than its project',
  ],
  [
    'a conversion without its lines',
    w => converted(w),
    'The converted lines of a report sum to its converted net, and what was reported to the reported one',
  ],
  [
    'a conversion at another rate than it names',
    w => converted(w),
    'A report was converted at its rate, to the nearest minor unit of its currency',
  ],
  [
    'money on the exchange account that nobody changed',
    () => `update account set kind = 'exchange' where kind = 'income'`,
    'The exchange position in each currency is what the bank changed less what was converted, and nothing else',
  ],
  [
    'more that left to be changed than was converted',
    () => `update account set kind = 'exchange' where kind = 'bank'`,
    'In no currency has more left to be changed than was converted, or less come than was converted to it, but for payouts that did not arrive',
  ],
  [
    'a conversion in the books whose money nobody changed',
    w =>
      `update entry set kind = 'revenueConverted' where kind = 'revenueDistributed' and fact_id = '${w.film.second}'`,
    'Revenue was converted in the books where the bank changed money, in the same act',
  ],
]
