import { account, entry, type Fault, type Planted, repost } from './planted-world.ts'

const oneLine = ({ film }: Planted, holder: string) =>
  `distribution_id = '${film.first}' and holder_id = '${holder}'`

const LEVY = 'Each levy is its ratio of the income of the line, rounded by itself'
const LATE = 'Each levy withheld late is its ratio of the income of its line, rounded by itself'
const IS_TAXED = 'Every party is taxed as it declared last'
const RELEASED = 'Only a line that is held is released, and with all its levies'

/** What was withheld from the lines of the first run: from Ann by the rules of France, of Bea nothing was known. */
export const LEVY_FAULTS: readonly Fault[] = [
  [
    'a net that forgot a levy',
    w => `update dividend set net = net + levies[1] where ${oneLine(w, w.ann)}`,
    'The net of a line is its gross without the levies',
  ],
  [
    'a levy a cent too low, with the net to match',
    w => `update dividend set levies[2] = levies[2] - 1, net = net + 1 where ${oneLine(w, w.ann)}`,
    LEVY,
  ],
  ['a ratio of next year', () => `update distribution_levy set ratio = '0.106' where code = 'CSG'`, LEVY],
  [
    'a levy too many',
    w =>
      `update distribution_levy set position = 7 where code = 'CRDS' and distribution_id = '${w.film.first}'`,
    LEVY,
  ],
  [
    'a levy left out',
    w => `update dividend set levies = levies[1:3], net = net + levies[4] where ${oneLine(w, w.ann)}`,
    'A line has one levy for each rule of its standing',
  ],
  [
    'a line paid as if no rule were 0 %',
    w => `update dividend set levies = '{}' where ${oneLine(w, w.bea)}`,
    'Levies are withheld where the contract says so, and only lines without a known rule are held',
  ],
  [
    'a line held though its rules are known',
    w => `update dividend set levies = null, net = gross where ${oneLine(w, w.ann)}`,
    'Levies are withheld where the contract says so, and only lines without a known rule are held',
  ],
  [
    'income called capital',
    w => `update dividend set capital = gross where ${oneLine(w, w.ann)}`,
    'The capital in a line is a part of it, and all of it only where capital comes first',
  ],
  [
    'a late levy a cent too low',
    w => `update late_levy set amount = amount - 1 where code = 'CSG' and release_id = '${w.late}'`,
    LATE,
  ],
  [
    'a late levy at the ratio of another year',
    () => `update late_levy set ratio = '0.106' where code = 'CSG'`,
    LATE,
  ],
  [
    'a late levy on more than the income',
    () => 'update late_levy set base = base + 1 where position = 0',
    LATE,
  ],
  ['a late levy left out', () => 'delete from late_levy where position = 1', RELEASED],
  ['a release without any levy', () => 'delete from late_levy', RELEASED],
  [
    'a release of a line that had its levies',
    w => `update levy_release set holder_id = '${w.ann}' where id = '${w.late}'`,
    RELEASED,
  ],
  [
    'a late levy taken from another holder',
    w => repost(entry('levyWithheldLate', w.late), account('holder', w.bea), account('holder', w.cid)),
    'The account of a holder got the net of his lines and what was given back to him, and nothing else',
  ],
  [
    'a levy booked under another code',
    () => `update account set code = 'XXX' where kind = 'levy' and code = 'CSG'`,
    'The account of a levy holds what the lines withheld by its rules, and nothing else',
  ],
  [
    'a standing that takes a person for a firm',
    w => `update tax_standing set kind = 'firm' where party_id = '${w.ann}'`,
    IS_TAXED,
  ],
  [
    'a standing that missed a declaration',
    w => `insert into tax_residence (party_id, version, country, declared_at, act_id)
          select '${w.ann}', 9, 'BE', now(), id from act limit 1`,
    IS_TAXED,
  ],
  [
    'a standing with a proof that nobody gave',
    w => `update tax_standing set proved_on = '2020-01-01' where party_id = '${w.ann}'`,
    IS_TAXED,
  ],
  ['a party without a standing', w => `delete from tax_standing where party_id = '${w.ann}'`, IS_TAXED],
]
