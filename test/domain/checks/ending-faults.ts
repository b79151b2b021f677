import { account, type Fault, type Planted } from './planted-world.ts'

const ORDER =
  'A project ends in the order of time, and nothing follows after it was wound up or its contract fulfilled'
const CONFIRMED =
  'A winding up was confirmed by somebody else than who recorded it, by no issuer, and for good'
const RECOVERIES = 'What is reported of a project after it was wound up is named a recovery'
const GIVEN_UP = 'Only what was to be recovered from a project that was wound up is given up'

/** Facts about the end of the film: kind, day, and the day on which it was recorded. */
const endings = ({ film }: Planted, ...facts: [kind: string, day: string, at: string][]) => `
  insert into project_ending (id, project_id, kind, occurred_on, source, recorder_id, recorded_at, act_id)
  select gen_random_uuid(), id, kind, day::date, 'x', id, at::timestamptz, act_id
    from project cross join (values ${facts.map(fact => `('${fact.join("', '")}')`).join(', ')}) as fact (kind, day, at)
   where id = '${film.id}'`

/** The winding up of the film, confirmed by somebody on a day. */
const woundUp = (w: Planted, approver: string, at: string) => `
  ${endings(w, ['windUp', '2025-05-01', '2025-05-02'])};
  insert into ending_approval (ending_id, approver_id, approved_at, act_id)
  select id, ${approver}, '${at}', act_id from project_ending where project_id = '${w.film.id}'`

/** How projects end. */
export const ENDING_FAULTS: readonly Fault[] = [
  [
    'an insolvency that happened before the default it followed',
    w => endings(w, ['default', '2025-06-01', '2025-07-01'], ['insolvency', '2025-05-01', '2025-07-02']),
    ORDER,
  ],
  [
    'a default after the contract was fulfilled',
    w => endings(w, ['maturity', '2025-06-01', '2025-07-01'], ['default', '2025-06-01', '2025-07-02']),
    ORDER,
  ],
  [
    'an insolvency that was recorded twice',
    w => endings(w, ['insolvency', '2025-06-01', '2025-07-01'], ['insolvency', '2025-06-01', '2025-07-02']),
    ORDER,
  ],
  ['a winding up confirmed by who recorded it', w => woundUp(w, 'recorder_id', '2030-01-01'), CONFIRMED],
  [
    'a winding up confirmed by the issuer',
    w => woundUp(w, `(select issuer_id from project where id = project_id)`, '2030-01-01'),
    CONFIRMED,
  ],
  ['a winding up confirmed before it was recorded', w => woundUp(w, 'act_id', '2025-05-01'), CONFIRMED],
  [
    'a winding up that was confirmed and taken back all the same',
    w => `${woundUp(w, 'act_id', '2030-01-01')};
          insert into ending_revocation (ending_id, reason, revoker_id, revoked_at, act_id)
          select id, 'x', id, now(), act_id from project_ending`,
    CONFIRMED,
  ],
  ['business of a project that was wound up', w => woundUp(w, 'act_id', '2020-01-01'), RECOVERIES],
  [
    'a claim given up while its project goes on',
    w => `insert into write_off (ending_id, account_id, amount)
          values ('${w.film.id}', ${account('holder', w.ann)}, 5)`,
    GIVEN_UP,
  ],
  [
    'a claim given up that was never taken from the books',
    w => `${woundUp(w, 'act_id', '2030-01-01')};
          insert into write_off (ending_id, account_id, amount)
          select id, ${account('holder', w.ann)}, 5 from project_ending where project_id = '${w.film.id}'`,
    'What is to be recovered is what reversals and charge-backs did not find on the accounts, less what was recovered',
  ],
]
