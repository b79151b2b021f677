import { account, entry, type Fault, repost } from './planted-world.ts'

const BY_A_RULE =
  'An order that no receipt paid was made by a rule of its investor that stood, and paid when it was made'
const NO_MORE = 'A rule spends no more than its part of the net of a run, nor more in a month than it may'

/** What was reinvested, and its payment from the balance. */
export const REINVESTMENT_FAULTS: readonly Fault[] = [
  [
    'an order paid from a balance without a rule',
    w => `delete from reinvestment where rule_id = '${w.again.rule}'`,
    BY_A_RULE,
  ],
  [
    'an order of a rule that had been revoked',
    w => `insert into reinvestment_end (rule_id, ended_at, act_id)
          select id, set_at, act_id from reinvestment_rule where id = '${w.again.rule}'`,
    BY_A_RULE,
  ],
  [
    'an order for somebody else than the rule is of',
    w => `update reinvestment_rule set party_id = '${w.ann}' where id = '${w.again.rule}'`,
    BY_A_RULE,
  ],
  [
    'a rule that spent more than its part',
    w => `update reinvestment_rule set ratio = '0.49' where id = '${w.again.rule}'`,
    NO_MORE,
  ],
  [
    'a rule that spent more in a month than it may',
    w => `update reinvestment_rule set most_per_month = 1499 where id = '${w.again.rule}'`,
    NO_MORE,
  ],
  [
    'an order paid from the balance of somebody else',
    w =>
      repost(
        entry('orderPaidFromBalance', w.again.order),
        account('holder', w.again.partyId),
        account('holder', w.bea),
      ),
    'The account of a holder got the net of his lines and what was given back to him, and nothing else',
  ],
  [
    'a payment from the balance that stands on the account of another order',
    w =>
      repost(
        entry('orderPaidFromBalance', w.again.order),
        account('subscriber', w.again.partyId, w.again.offeringId),
        account('subscriber', w.cid, w.song.open),
      ),
    'The account of a subscriber got the payments of his orders and gave those that ended or were allotted',
  ],
  [
    'an entry of a payment from the balance that is not there',
    w => `delete from subscription_payment where subscription_id = '${w.again.order}'`,
    'Every entry books a fact that is there',
  ],
]
