import type { Fault, Planted } from './planted-world.ts'

const UNIT = '1000000000000000000'
const DUE = 'What each tier took and what is due to each recipient is exactly what the contract gives'
const GOT = 'A recipient got the whole units that were due to him, and his carry is exactly the rest'
const HELD = 'Whoever held shares at the record date has a line with that weight, and nobody else has one'
const LINE = 'A line has the whole units that were due to its holder, and its carry is exactly the rest'
const CAP = 'No line takes a holder past the cap of his class: so many times what was paid in for his shares'

/** A contract that says something else than what was run. */
const said = (path: string, value: string) => (w: Planted) =>
  `update contract set terms = jsonb_set(terms, '{${path}}', '${value}') where project_id = '${w.album.id}'`

const tier = (run: string, name: string) => `distribution_id = '${run}' and name = '${name}'`
const part = (run: string, recipient: string) => `distribution_id = '${run}' and recipient = '${recipient}'`
const line = (run: string, holder: string) => `distribution_id = '${run}' and holder_id = '${holder}'`

/** Two rows of a run that have each other's figures. */
const swapped = (table: string, key: string, run: string, [one, other]: readonly [string, string]) => `
  update ${table} set ${figures(table)} from ${table} as theirs
   where ${table}.distribution_id = '${run}' and theirs.distribution_id = '${run}'
     and (${table}.${key}, theirs.${key}) in (('${one}', '${other}'), ('${other}', '${one}'))`

function figures(table: string): string {
  if (table === 'distribution_tier') return 'taken = theirs.taken'
  return table === 'dividend' ? 'gross = theirs.gross, net = theirs.net' : 'amount = theirs.amount'
}

/** Faults in runs under a contract with all that a contract may say: who gets how much, by which step, and why. */
export const ALBUM_FAULTS: readonly Fault[] = [
  [
    'money taken by the wrong tier',
    w => swapped('distribution_tier', 'name', w.album.third, ['Recoupment', 'Rest']),
    DUE,
  ],
  ['a threshold that was passed', said('tiers,2,upTo,amount', '"89.99"'), DUE],
  ['a recoupment that ended too late', said('tiers,3,upTo,raised,times', '"0.35"'), DUE],
  ['interest at the wrong rate', said('tiers,1,upTo,interest,rate', '"0.13"'), DUE],
  ['interest on the wrong year', said('tiers,1,upTo,interest,dayCount', '"actual/360"'), DUE],
  ['interest on interest that was not agreed', said('tiers,1,upTo,interest,compounds', '"never"'), DUE],
  [
    'interest that stopped a day early',
    w =>
      `update distribution_tier set accrued_to = accrued_to - 1 where ${tier(w.album.second, 'Preferred return')}`,
    DUE,
  ],
  ['lenders side by side served one after the other', said('tiers,1,group', '"other"'), DUE],
  [
    'revenue of the wrong category',
    w =>
      `update revenue_line set category = null from distribution_report as taken
        where taken.report_id = revenue_line.report_id and distribution_id = '${w.album.first}' and category = 'live'`,
    DUE,
  ],
  [
    'a ticket too few',
    w =>
      `update revenue_line set units = units - 1 from distribution_report as taken
        where taken.report_id = revenue_line.report_id and distribution_id = '${w.album.first}' and category = 'live'`,
    DUE,
  ],
  ['a tier outside its term', said('tiers,3,until', '"2025-03-31"'), DUE],
  ['a catch-up to the wrong ratio', said('tiers,4,upTo,catchUp,ratio', '"0.25"'), DUE],
  [
    'what a tier missed, forgotten',
    w => `update distribution_tier set owed = '0' where ${tier(w.album.second, 'Tickets')}`,
    DUE,
  ],
  [
    'what a tier took before, forgotten',
    w => `update distribution_tier set prior = '0' where ${tier(w.album.second, 'Advance')}`,
    DUE,
  ],
  [
    'what a recipient was ever due, forgotten',
    w => `update distribution_recipient set received = exact where ${part(w.album.second, 'class:parts')}`,
    DUE,
  ],
  [
    'a run that started from another than the one before it',
    w => `update distribution set previous_id = '${w.album.first}' where id = '${w.album.third}'`,
    DUE,
  ],
  [
    'capital that was not paid in',
    w => `update lot set paid_in = paid_in + 1 where class_id = '${w.album.class}' and taker_id = '${w.cid}'`,
    DUE,
  ],
  [
    'two recipients swapped',
    w => swapped('distribution_recipient', 'recipient', w.album.third, ['issuer', 'platform']),
    GOT,
  ],
  [
    'a cent from the issuer to the class, beyond what its holders may still get',
    w => `
      update distribution_recipient set amount = amount + 1, carry = carry - ${UNIT}
       where ${part(w.album.third, 'class:parts')};
      update distribution_recipient set amount = amount - 1, carry = carry + ${UNIT}
       where ${part(w.album.third, 'issuer')}`,
    GOT,
  ],
  [
    "a recipient's carry that the next run lost",
    w => `update distribution_recipient set carry = carry + 1 where ${part(w.album.first, 'class:parts')}`,
    GOT,
  ],
  [
    'shares that count from ten days too early',
    w =>
      `update lot set occurred_at = '2025-03-11' where class_id = '${w.album.class}' and taker_id = '${w.ann}'`,
    HELD,
  ],
  ['weights of one day instead of all', said('weights', '{"by": "recordDate"}'), HELD],
  ['shares held for too short a time', said('weights,minimumDays', '60'), HELD],
  ['two holders swapped', w => swapped('dividend', 'holder_id', w.album.second, [w.ann, w.cid]), LINE],
  [
    'a holder paid twice',
    w => `update dividend set gross = 2 * gross, net = 2 * net where ${line(w.album.second, w.bea)}`,
    LINE,
  ],
  [
    'a lost cent',
    w => `update dividend set gross = gross - 1, net = net - 1 where ${line(w.album.third, w.ann)}`,
    LINE,
  ],
  [
    'a lost carry',
    w => `update dividend set carry = 0 where ${line(w.album.first, w.ann)} and carry <> 0`,
    LINE,
  ],
  ['fractions handed out by another rule', said('rounding', '"firstListed"'), LINE],
  [
    'a holder past his cap, at the cost of another',
    w => `update dividend set gross = gross + 1, net = net + 1 where ${line(w.album.third, w.ann)};
          update dividend set gross = gross - 1, net = net - 1 where ${line(w.album.third, w.cid)}`,
    CAP,
  ],
]
