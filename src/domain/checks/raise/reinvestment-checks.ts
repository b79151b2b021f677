import { type Check, denominator, numerator } from '../check.ts'

/** What investors let be reinvested. */
export const REINVESTMENT_CHECKS: readonly Check[] = [
  {
    name: 'An order that no receipt paid was made by a rule of its investor that stood, and paid when it was made',
    query: `select payment.subscription_id from subscription_payment as payment
              join subscription on subscription.id = payment.subscription_id
              left join reinvestment as made on made.subscription_id = payment.subscription_id
              left join reinvestment_rule as rule
                on rule.id = rule_id and rule.party_id = subscription.party_id
               and rule.currency = subscription.currency and set_at <= decided_at
              left join reinvestment_end as ended on ended.rule_id = rule.id
             where payment.receipt_id is null and card_payment_id is null
               and (rule.id is null or ended_at < decided_at or paid_at <> ordered_at or paid_at <> decided_at
                    or made.offering_id <> subscription.offering_id)`,
  },
  {
    name: 'A rule spends no more than its part of the net of a run, nor more in a month than it may',
    query: `select made.rule_id, made.distribution_id, ordered.amount, line.net
              from reinvestment as made
              join reinvestment_rule as rule on rule.id = made.rule_id
              join subscription as ordered on ordered.id = made.subscription_id
              left join (select distribution_id, holder_id, sum(net) as net from dividend
                          where levies is not null or standing is null group by 1, 2) as line
                on line.distribution_id = made.distribution_id and line.holder_id = rule.party_id
              join lateral (
                select sum(spent.amount) as spent from reinvestment as each
                  join reinvestment_rule as own
                    on own.id = each.rule_id and own.party_id = rule.party_id and own.currency = rule.currency
                  join subscription as spent on spent.id = each.subscription_id
                 where each.decided_at <= made.decided_at
                   and date_trunc('month', each.decided_at at time zone 'Europe/Paris')
                     = date_trunc('month', made.decided_at at time zone 'Europe/Paris')) as month on true
             where ordered.amount * ${denominator('ratio')} > coalesce(line.net, 0) * ${numerator('ratio')}
                or month.spent > most_per_month`,
  },
]
