import { newId } from '../../../src/domain/ids.ts'
import { account, entry, type Fault, type Planted, shift } from './planted-world.ts'

const DEBT = 'No more is set off than each debt was, and each payee’s against what he owes himself'
const RULE = 'Of a payout no more is set off than the rule of its day lets, and its floor is left'
const BACK = 'What was set off is owed again when the payout did not arrive, and only then'
const RECOVERABLE =
  'What is to be recovered is what reversals and charge-backs did not find on the accounts, less what was recovered'

const taken = ({ offsets }: Planted) => `leg_id = '${offsets.leg}'`
const id = (w: Planted) => `(select id from payout_offset where ${taken(w)})`

/** What is set off: too much, of the wrong debt, by no rule, or not owed again. */
export const OFFSET_FAULTS: readonly Fault[] = [
  [
    'more set off than the debt was',
    w => `update payout_offset set amount = amount + 10001 where ${taken(w)}`,
    DEBT,
  ],
  [
    'a debt that nobody booked',
    w =>
      `update payout_offset set debt_entry_id = ${entry('payoutPrepared', w.payouts.paid)} where ${taken(w)}`,
    DEBT,
  ],
  [
    'the debt of somebody else set off',
    w =>
      `update account set owner_id = '${newId()}' where kind = 'recoverable' and owner_id = '${w.offsets.una}'`,
    DEBT,
  ],
  [
    'a cent more set off than half of the payout',
    w => `update payout_offset set amount = amount + 1 where ${taken(w)}`,
    RULE,
  ],
  ['a payout below the floor', w => `update payout_leg set amount = 999 where id = '${w.offsets.leg}'`, RULE],
  [
    'an offset by a rule that nobody set',
    w => `update payout_offset set ratio = '2/3' where ${taken(w)}`,
    RULE,
  ],
  [
    'an offset that is owed again though the payout arrived',
    w =>
      `insert into payout_offset_return (offset_id, act_id) select id, act_id from payout_offset where ${taken(w)}`,
    BACK,
  ],
  [
    'an offset of a payout that was cancelled which is not owed again',
    w => `delete from payout_offset_return using payout_offset, payout_leg
           where offset_id = payout_offset.id and leg_id = payout_leg.id and batch_id = '${w.offsets.cancelled}'`,
    BACK,
  ],
  [
    'an offset of which a cent was not booked',
    w =>
      shift(
        `(select id from entry where kind = 'offsetTaken' and fact_id = ${id(w)})`,
        account('holder', w.offsets.una),
        account('recoverable', w.offsets.una, w.offsets.wrong),
        -1,
      ),
    RECOVERABLE,
  ],
]
