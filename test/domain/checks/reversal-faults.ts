import { account, entry, type Fault, type Planted, repost, shift } from './planted-world.ts'

const runBack = ({ tape }: Planted) => entry('runReversed', tape.runBack)
const lineBack = ({ tape }: Planted) => entry('lineReversed', tape.lineBack)
const revenue = ({ tape }: Planted) => account('revenue', undefined, tape.id)
const issuer = ({ tape }: Planted) => account('issuer', tape.issuer, tape.id)

const ASKED = 'What was taken back is what somebody else asked for before, and no issuer approved it'
const AFTER = 'A reversal says after which run it was made'
const WHOLE =
  'A run is taken back as a whole only after those that started from it, and only with all of its lines'
const REPORTS = 'A report goes into one run, and into another only after that one was taken back'
const LINE = 'A line that was taken back is there, and gives back what it had moved of the carry'
const RECOVERED = 'A run recovers no more than the contract says of what it credited to an account'
const OWED = 'Nobody has to give back less than nothing, and no reversal missed nothing'
const RECOVERABLE =
  'What is to be recovered is what reversals and charge-backs did not find on the accounts, less what was recovered'

const recovery = (w: Planted, amount: string) => `insert into recovery (distribution_id, account_id, amount)
  values ('${w.tape.third}', ${account('holder', w.ann)}, ${amount})`

/** What was taken back: of whom, by whom, in which order, and what that left behind. */
export const REVERSAL_FAULTS: readonly Fault[] = [
  [
    'a reversal approved by who asked for it',
    w => `update run_reversal set approver_id = requester_id from reversal_request where id = request_id
             and request_id = '${w.tape.runBack}'`,
    ASKED,
  ],
  [
    'a reversal approved by the issuer',
    w => `update line_reversal set approver_id = '${w.tape.issuer}' where request_id = '${w.tape.lineBack}'`,
    ASKED,
  ],
  [
    'the line of another holder taken back than was asked for',
    w => `update line_reversal set holder_id = '${w.ann}' where request_id = '${w.tape.lineBack}'`,
    ASKED,
  ],
  [
    'a reversal dated before its request',
    w => `update run_reversal set reversed_at = '2025-05-19' where request_id = '${w.tape.runBack}'`,
    ASKED,
  ],
  [
    'a reversal that says it came after a later run',
    w => `update line_reversal set after_number = 3 where request_id = '${w.tape.lineBack}'`,
    AFTER,
  ],
  [
    'a run that was taken back while another stood on it',
    w => `insert into reversal_request (id, distribution_id, reason, requester_id, requested_at, act_id)
          select id, id, 'x', id, distributed_at, act_id from distribution where id = '${w.film.first}';
          insert into run_reversal (distribution_id, request_id, after_number, approver_id, reversed_at, act_id)
          select id, id, 2, project_id, now(), act_id from distribution where id = '${w.film.first}'`,
    WHOLE,
  ],
  [
    'a run taken back as a whole that had lost a line before',
    w =>
      `update line_reversal set distribution_id = '${w.tape.second}' where request_id = '${w.tape.lineBack}'`,
    WHOLE,
  ],
  [
    'a report in two runs that stand',
    w => `delete from run_reversal where request_id = '${w.tape.runBack}'`,
    REPORTS,
  ],
  [
    'a carry that was not given back in full',
    w => `update line_reversal set carry_back = carry_back + 1 where request_id = '${w.tape.lineBack}'`,
    LINE,
  ],
  [
    'a run after a reversal that forgot it',
    w => `update distribution set previous_id = '${w.tape.second}' where id = '${w.tape.third}'`,
    'The runs of a project are numbered without a gap, and each starts from the latest that stood',
  ],
  ['a recovery of more than a run credited', w => recovery(w, '1000000'), RECOVERED],
  [
    'a recovery of more than the ratio of the contract',
    w => `${recovery(w, '500')};
          update contract set terms = terms || '{"recoverRatio": "1/100"}' where project_id = '${w.tape.id}'`,
    RECOVERED,
  ],
  [
    'a reversal that is said to have missed nothing',
    w => `insert into shortfall (cause_id, account_id, amount)
          values ('${w.tape.runBack}', ${account('holder', w.ann)}, 0)`,
    OWED,
  ],
  ['a recovery that was never booked', w => recovery(w, '1'), RECOVERABLE],
  [
    'a shortfall that was never booked',
    w => `insert into shortfall (cause_id, account_id, amount)
          values ('${w.tape.runBack}', ${account('holder', w.ann)}, 5)`,
    RECOVERABLE,
  ],
  [
    'a run taken back from another holder than it had paid',
    w => repost(runBack(w), account('holder', w.ann), account('holder', w.bea)),
    'The account of a holder got the net of his lines and what was given back to him, and nothing else',
  ],
  [
    'a line taken back with a cent too little',
    w => shift(lineBack(w), account('holder', w.cid), revenue(w), -1),
    'The account of a holder got the net of his lines and what was given back to him, and nothing else',
  ],
  [
    'a run taken back to the project of another',
    w => repost(runBack(w), revenue(w), account('revenue', undefined, w.film.id)),
    'The revenue account of a project got the receipts claimed for it and gave what its runs booked',
  ],
  [
    'a gross that was returned to the project of another',
    w => repost(lineBack(w), revenue(w), account('revenue', undefined, w.film.id)),
    'The revenue account of a project got the receipts claimed for it and gave what its runs booked',
  ],
  [
    'the part of the issuer taken back from the partner',
    w => repost(runBack(w), issuer(w), account('partner', w.label, w.tape.id)),
    'The account of an issuer got the money allotted, less commission and VAT, and his part of every run',
  ],
  [
    'the part of the partner taken back from the issuer',
    w => repost(runBack(w), account('partner', w.label, w.tape.id), issuer(w)),
    'The account of a partner got his part of every run, and nothing else',
  ],
  [
    'the part of the platform taken back from the issuer',
    w => repost(runBack(w), account('income'), issuer(w)),
    "The platform's income is its commissions, what else it billed and its part of every run, and nothing else",
  ],
  [
    'a levy that a line gave back and the state keeps',
    w => `delete from posting where entry_id = ${lineBack(w)}
             and account_id in (select id from account where kind = 'levy')`,
    'The account of a levy holds what the lines withheld by its rules, and nothing else',
  ],
  [
    'a reversal that was booked and is not there',
    w => `delete from run_reversal where request_id = '${w.tape.runBack}'`,
    'Every entry books a fact that is there',
  ],
]
