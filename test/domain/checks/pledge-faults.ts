import type { Fault } from './planted-world.ts'

const AS_BEFORE =
  'A round follows one of the same project and appeal that has ended, on the terms of that one'
const AS_PLEDGED =
  'The order of a pledge is of its own party, in a round of its appeal, for as many shares as were pledged then'

/** What is asked for each month. */
export const PLEDGE_FAULTS: readonly Fault[] = [
  [
    'a round that asks for another price than the one before it',
    w => `update offering_terms set share_price = share_price + 1 where offering_id = '${w.appeal.second}'`,
    AS_BEFORE,
  ],
  [
    'a round that was opened while the one before it ran',
    w =>
      `update offering_publication set published_at = '2025-01-31' where offering_id = '${w.appeal.second}'`,
    AS_BEFORE,
  ],
  [
    'a round that was opened after the appeal was ended',
    w => `update repeating_end set ended_at = '2025-01-20' where offering_id = '${w.appeal.first}'`,
    'No round was opened after its appeal was ended',
  ],
  [
    'an order of more than was pledged',
    w => `update pledge_size set shares = shares - 1 where pledge_id = '${w.appeal.pledge}'`,
    AS_PLEDGED,
  ],
  [
    'an order of a pledge that had been ended',
    w => `insert into pledge_end (pledge_id, ended_at, act_id)
          select id, '2025-01-05', act_id from pledge where id = '${w.appeal.pledge}'`,
    AS_PLEDGED,
  ],
  [
    'a pledge that was ordered in a foreign offering',
    w => `update pledge_order set offering_id = '${w.song.open}' where offering_id = '${w.appeal.second}'`,
    AS_PLEDGED,
  ],
  [
    'a use of more money than was released',
    w => `update use_line set amount = amount + 1 from use_report as report
           where report.id = use_report_id and offering_id = '${w.appeal.first}'`,
    'No more money is reported as used than its offering released',
  ],
]
