import type { Fault, Planted } from './planted-world.ts'

const UNIT = '1000000000000000000'
const onePart = ({ film }: Planted, recipient: string) =>
  `distribution_id = '${film.first}' and recipient = '${recipient}'`
const oneLine = ({ film }: Planted, holder: string) =>
  `distribution_id = '${film.first}' and holder_id = '${holder}'`
const reportOf = ({ film }: Planted) =>
  `(select report_id from distribution_report where distribution_id = '${film.first}')`

/** The first run says that this person signed it for this day. */
const signature = ({ film }: Planted, approver: string, paidOn: string) => `
  insert into distribution_approval (id, project_id, hash, paid_on, approver_id, approved_at, act_id)
  select '${film.first}', project_id, 'x', '${paidOn}', '${approver}', distributed_at, act_id from distribution
   where id = '${film.first}';
  update distribution set approval_id = id where id = '${film.first}'`

/** What a run took, under which contract, with whose leave. */
export const DISTRIBUTION_FAULTS: readonly Fault[] = [
  [
    'a run of another amount than its reports',
    w => `update revenue_line set gross = gross + 1 where report_id = ${reportOf(w)}`,
    'A run distributed exactly the net of its reports and adjustments',
  ],
  [
    'a run without a report',
    w => `delete from distribution_report where distribution_id = '${w.film.first}'`,
    'A run distributed exactly the net of its reports and adjustments',
  ],
  [
    'a report of another project in a run',
    w => `update revenue_report set project_id = '${w.song.id}', revision = 2 where id = ${reportOf(w)}`,
    'The reports of a run are of its own project and in its currency, and approved',
  ],
  [
    'a report distributed that nobody approved',
    w => `delete from report_approval where report_id = ${reportOf(w)}`,
    'The reports of a run are of its own project and in its currency, and approved',
  ],
  [
    'a run that forgot the run before it',
    w => `update distribution set previous_id = null where id = '${w.film.second}'`,
    'The runs of a project are numbered without a gap, and each starts from the latest that stood',
  ],
  [
    'a run under a contract that nobody signed',
    w =>
      `delete from contract_signature using contract where contract.id = contract_id and project_id = '${w.film.id}'`,
    'A run follows a signed contract of its own project',
  ],
  [
    'a record date a day too early',
    w => `update distribution set record_date = record_date - 1 where id = '${w.film.first}'`,
    'A run has the record date its contract says, and is paid on the day it was made',
  ],
  [
    'a report approved by its reporter',
    w =>
      `update report_approval set approver_id = reporter_id from revenue_report
           where id = report_id and id = ${reportOf(w)}`,
    'Nobody approved his own report, and no issuer that of his project',
  ],
  [
    'a report approved by the issuer',
    w => `update report_approval set approver_id = '${w.film.issuer}' where report_id = ${reportOf(w)}`,
    'Nobody approved his own report, and no issuer that of his project',
  ],
  [
    'a run that nobody signed and the contract does not let go',
    w => `update contract set terms = terms - 'unsignedUpTo' where project_id = '${w.film.id}'`,
    'A run was signed for its day, or is within what its contract lets run unsigned',
  ],
  [
    'a run carried out on another day than it was signed for',
    w => signature(w, w.cid, '2025-01-01'),
    'A run was signed for its day, or is within what its contract lets run unsigned',
  ],
  [
    'a run signed by the issuer',
    w => signature(w, w.film.issuer, '2025-04-04'),
    'Nobody signed a run over his own report, and no issuer that of his project',
  ],
]

const DUE = 'What each tier took and what is due to each recipient is exactly what the contract gives'
const GOT = 'A recipient got the whole units that were due to him, and his carry is exactly the rest'

/** What the recipients of a run got. */
export const SPLIT_FAULTS: readonly Fault[] = [
  [
    'a tier that took a cent less than it says',
    w =>
      `update distribution_tier set taken = '1500' where distribution_id = '${w.film.first}' and name = 'Fee'`,
    DUE,
  ],
  [
    'a due that differs by less than a cent',
    w => `update distribution_recipient set exact = '30004/20' where ${onePart(w, 'partner:label')}`,
    DUE,
  ],
  [
    'a contract whose ratios were changed after the run',
    w =>
      `update contract set terms = replace(terms::text, '"1/6"', '"1/7"')::jsonb where project_id = '${w.film.id}'`,
    DUE,
  ],
  [
    'the part of unsold shares given to those sold',
    w =>
      `update contract set terms = jsonb_set(terms, '{unsold}', '"raisesSold"') where project_id = '${w.film.id}'`,
    DUE,
  ],
  [
    'a recipient who is missing',
    w => `delete from distribution_recipient where ${onePart(w, 'partner:label')}`,
    DUE,
  ],
  [
    "a recipient's amount moved to another",
    w => `update distribution_recipient set amount = amount + 100 where ${onePart(w, 'issuer')};
          update distribution_recipient set amount = amount - 100 where ${onePart(w, 'platform')}`,
    GOT,
  ],
  [
    'a cent given to the recipient who was owed less, with the carries to match',
    w => `update distribution_recipient set amount = amount + 1, carry = carry - ${UNIT} where ${onePart(w, 'issuer')};
          update distribution_recipient set amount = amount - 1, carry = carry + ${UNIT} where ${onePart(w, 'platform')}`,
    GOT,
  ],
  [
    'a cent of a run that went to nobody',
    w => `update distribution_recipient set amount = amount - 1 where ${onePart(w, 'platform')}`,
    'What the recipients of a run got sums to its amount',
  ],
  [
    "a recipient's carry changed",
    w => `update distribution_recipient set carry = carry + 1 where ${onePart(w, 'platform')}`,
    'Carries and residue of the recipients of a run sum to zero',
  ],
  [
    'a residue of the split changed',
    w => `update distribution set residue = residue + 1 where id = '${w.film.first}'`,
    'Carries and residue of the recipients of a run sum to zero',
  ],
  [
    'a pool that differs from what its class got',
    w => `update distribution_pool set amount = amount + 1 where distribution_id = '${w.film.first}'`,
    'Each class of a project has a pool in each run, and it is what the class got',
  ],
  [
    'a class without a pool',
    w => `delete from distribution_pool where distribution_id = '${w.film.first}'`,
    'Each class of a project has a pool in each run, and it is what the class got',
  ],
  [
    'a part that is said to be kept by its recipient and is not',
    w => `update distribution_recipient set posted = false where ${onePart(w, 'issuer')}`,
    'Everything is booked but the part of whoever collects the revenue himself',
  ],
]

const HELD = 'Whoever held shares at the record date has a line with that weight, and nobody else has one'
const LINE = 'A line has the whole units that were due to its holder, and its carry is exactly the rest'
const POOL =
  'The lines of a pool sum to the pool but for what is kept in reserve, and it counts them and their weight'

/** What the holders got. */
export const LINE_FAULTS: readonly Fault[] = [
  ['a line that is missing', w => `delete from dividend where ${oneLine(w, w.cid)}`, HELD],
  [
    'a line of somebody who held nothing',
    w => `update dividend set holder_id = '${w.label}' where ${oneLine(w, w.cid)}`,
    HELD,
  ],
  [
    'a line with the weight of a share more',
    w => `update dividend set weight = weight + 1 where ${oneLine(w, w.cid)}`,
    HELD,
  ],
  [
    'two holders swapped',
    w => `update dividend set gross = other.gross, net = other.net from dividend as other
           where dividend.distribution_id = '${w.film.first}' and other.distribution_id = dividend.distribution_id
             and (dividend.holder_id, other.holder_id) in (('${w.ann}', '${w.cid}'), ('${w.cid}', '${w.ann}'))`,
    LINE,
  ],
  [
    'a cent given to the holder who was owed less, with the carries to match',
    w => `update dividend set gross = gross + 1, net = net + 1, carry = carry - ${UNIT} where ${oneLine(w, w.ann)};
          update dividend set gross = gross - 1, net = net - 1, carry = carry + ${UNIT} where ${oneLine(w, w.cid)}`,
    LINE,
  ],
  [
    'a lost cent',
    w => `update dividend set gross = gross - 1, net = net - 1 where ${oneLine(w, w.ann)}`,
    POOL,
  ],
  [
    'a pool that counts a holder too many',
    w => `update distribution_pool set holders = holders + 1 where distribution_id = '${w.film.first}'`,
    POOL,
  ],
  [
    "a holder's carry changed",
    w => `update dividend set carry = carry + 1 where ${oneLine(w, w.ann)}`,
    'Carries and residue of each pool sum to zero, but where a reserve is kept',
  ],
  [
    'a residue of a pool changed',
    w => `update distribution_pool set residue = residue + 1 where distribution_id = '${w.film.first}'`,
    'Carries and residue of each pool sum to zero, but where a reserve is kept',
  ],
  [
    'a carry and a residue changed to match',
    w => `update dividend set carry = carry + 1 where ${oneLine(w, w.ann)};
          update distribution_pool set residue = residue - 1 where distribution_id = '${w.film.first}'`,
    LINE,
  ],
  [
    'a net above the gross',
    w => `update dividend set net = gross + 1 where ${oneLine(w, w.ann)}`,
    "No line has the sign opposite to its holder's share of the run, and none pays more than its gross",
  ],
  [
    'a statement without its line',
    w => `update statement set holder_id = '${w.label}' where holder_id = '${w.ann}'`,
    'A statement is about a line of its holder',
  ],
  [
    'papers called complete while a holder has none',
    w => `insert into statement_completion (distribution_id, completed_at, act_id)
          select id, distributed_at, act_id from distribution where id = '${w.film.first}'`,
    'Every holder of a distribution whose papers are complete has one',
  ],
  [
    'a holder who got more than his cap',
    w => `update contract set terms = jsonb_set(terms, '{caps}', '[{"class": "parts", "times": "1/1000"}]')
           where id = (select contract_id from distribution where id = '${w.film.first}')`,
    'No line takes a holder past the cap of his class: so many times what was paid in for his shares',
  ],
]
