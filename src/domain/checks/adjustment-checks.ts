import type { Check } from './check.ts'

/** What was corrected of earlier runs: facts, signatures, and that nothing is owed that no adjustment brought. */
export const ADJUSTMENT_CHECKS: readonly Check[] = [
  {
    name: 'An adjustment has the net of its lines, or a recipient and no lines, and is about a report of its project',
    query: `select adjustment.id, amount, net, recipient from adjustment
              join revenue_report as report on report.id = report_id
              left join (select adjustment_id, sum(gross - deduction) as net from adjustment_line group by 1) as line
                on adjustment_id = adjustment.id
             where report.project_id <> adjustment.project_id or (net is null) <> (recipient is not null)
                or net <> amount`,
  },
  {
    name: 'An adjustment in a run is of its project, and somebody else than its preparer approved it before',
    query: `select adjustment.id, preparer_id, approver_id from distribution_adjustment as taken
              join adjustment on adjustment.id = adjustment_id join distribution as run on run.id = distribution_id
              left join adjustment_approval as approval on approval.adjustment_id = adjustment.id
             where run.project_id <> adjustment.project_id or approver_id is null or approver_id = preparer_id
                or approved_at > distributed_at`,
  },
  {
    name: 'What adjustments owe to the recipients of a run sums to what they brought',
    query: `select owed.distribution_id, owed, brought from (
              select distribution_id, sum((recomputed.read(adjusted)).num / (recomputed.read(adjusted)).den) as owed
                from distribution_recipient group by 1) as owed
              join (select run.id as distribution_id,
                           coalesce(sum(adjustment.amount) filter (
                             where recipient is not null or (corrects.run is not null
                               and coalesce(terms ->> 'adjustments', 'replay') = 'replay')), 0) as brought
                      from distribution as run join contract on contract.id = contract_id
                      left join distribution_adjustment as taken on taken.distribution_id = run.id
                      left join adjustment on adjustment.id = adjustment_id
                      -- Where the run of its report had been reversed by then, it is revenue beside that report.
                      left join lateral (
                        select earlier.id as run from distribution_report as report
                          join distribution as earlier on earlier.id = report.distribution_id
                          left join run_reversal as reversal on reversal.distribution_id = earlier.id
                         where report.report_id = adjustment.report_id and earlier.number < run.number
                           and coalesce(after_number >= run.number, true)) as corrects on true
                     group by 1) as brought
                using (distribution_id)
             where abs(owed - brought) > 0.000001`,
  },
  {
    name: 'What the holders of a class are owed by adjustments is what their class is owed, but for what rounding dropped',
    query: `select pool.distribution_id, pool.class_id, adjusted, lines.amount, lines.holders
              from distribution_pool as pool join share_class as class on class.id = class_id
              left join (select distribution_id, class_id, sum(amount) as amount, count(*) as holders
                           from adjusted_line group by 1, 2) as lines using (distribution_id, class_id)
              left join distribution_recipient as part
                on part.distribution_id = pool.distribution_id and recipient = 'class:' || code
             where lines.amount is not null and not (
               recomputed.rounded_down((recomputed.read(adjusted)).num * 1000000000000000000,
                                       (recomputed.read(adjusted)).den) - lines.amount
               between 0 and 100 * lines.holders)`,
  },
  {
    name: 'What the tiers knew of a class in a run is what the register says',
    query: `select run.id, pool.class_id, pool.sold, class.sold as is_sold, pool.raised, class.raised as is_raised
              from distribution as run join distribution_pool as pool on pool.distribution_id = run.id
              join recomputed.classes(run.id) as class on class.id = pool.class_id
             where (pool.sold, pool.raised) is distinct from (class.sold, class.raised)
                or pool.room is distinct from class.room`,
  },
]
