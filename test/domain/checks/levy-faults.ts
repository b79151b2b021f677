import type { Fault, Planted } from './planted-world.ts'

const oneLine = ({ film }: Planted, holder: string) =>
  `distribution_id = '${film.first}' and holder_id = '${holder}'`

const LEVY = 'Each levy is its ratio of the income of the line, rounded by itself'

/** What was withheld from the lines of the first run: from Ann by the rules of France, of Bea nothing is known. */
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
    'a levy booked under another code',
    () => `update account set code = 'XXX' where kind = 'levy' and code = 'CSG'`,
    'The account of a levy holds what the lines withheld by its rules, and nothing else',
  ],
]
