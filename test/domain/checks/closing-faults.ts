import { sql } from 'kysely'
import { sqlOf } from '../../../src/database/sql.ts'
import { newId } from '../../../src/domain/ids.ts'
import { closeMonth } from '../../../src/domain/ledger/closing/close-month.ts'
import { prepareMonth } from '../../../src/domain/ledger/closing/prepare-month.ts'
import type { TestDatabase } from '../../support/database.ts'
import { at, type worldOf } from '../../support/world.ts'
import type { Fault } from './planted-world.ts'

/** The months with entries up to April 2025 are closed, each on the tenth of the one after the next. */
export async function plantClosings({ orm }: TestDatabase, world: ReturnType<typeof worldOf>) {
  const { rows } = await sql<{ month: string; day: string }>`
    select distinct to_char(booked_on, 'YYYY-MM') as month,
           to_char(date_trunc('month', booked_on) + interval '2 months 9 days', 'YYYY-MM-DD') as day
      from entry where booked_on < '2025-05-01' order by 1`.execute(sqlOf(orm.em.fork()))
  for (const { month, day } of rows) {
    const preparerId = newId()
    const made = await world.run(day, em => prepareMonth(em, { month, preparerId }, at(day)))
    await world.run(day, em => closeMonth(em, { ...made, approverId: newId() }, at(day)))
  }
}

const NUMBERED = 'The entries of closed months have a number in the year of their day, and no others have one'
const SERIES = 'The numbers of a journal and year run from 1 on without a gap, by the days of their entries'
const CLOSED =
  'Every month was closed after its end, by another person than prepared it, with the entries he saw'

const FIRST = `(select entry_id from entry_number where year = 2025 and journal = 'BQ' and number = 1)`

/** Months that are closed. */
export const CLOSING_FAULTS: readonly Fault[] = [
  ['an entry that lost its number', () => `delete from entry_number where entry_id = ${FIRST}`, NUMBERED],
  [
    'an entry that slipped into a closed month',
    () => `update entry set booked_on = '2025-02-28' where booked_on = (select max(booked_on) from entry)`,
    NUMBERED,
  ],
  [
    'a number of another year',
    () => `update entry_number set year = 2023 where entry_id = ${FIRST}`,
    NUMBERED,
  ],
  [
    'a number that was left out',
    () =>
      `update entry_number set number = number + 1 where (year, journal, number) in
         (select year, journal, max(number) from entry_number where year = 2025 group by year, journal)`,
    SERIES,
  ],
  [
    'an entry that was numbered before an earlier one',
    () => `update entry set booked_on = '2025-02-28' where id = ${FIRST}`,
    SERIES,
  ],
  [
    'a month that was closed by the person who prepared it',
    () =>
      `update month_closing set approver_id = preparer_id from month_preparation where id = preparation_id`,
    CLOSED,
  ],
  [
    'a month that was closed before its last day had passed',
    () => `update month_closing set closed_at = month + interval '1 month - 1 day'`,
    CLOSED,
  ],
  [
    'a month that had other entries when it was prepared',
    () => 'update month_preparation set entries = entries + 1',
    CLOSED,
  ],
]
