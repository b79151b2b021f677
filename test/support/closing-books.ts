import { sql } from 'kysely'
import { sqlOf } from '../../src/database/sql.ts'
import { newId } from '../../src/domain/ids.ts'
import { closeMonth } from '../../src/domain/ledger/closing/close-month.ts'
import { closedUntil } from '../../src/domain/ledger/closing/closings.ts'
import { endOfMonth, lastDayOf } from '../../src/domain/ledger/closing/months.ts'
import { prepareMonth } from '../../src/domain/ledger/closing/prepare-month.ts'
import type { TestDatabase } from './database.ts'
import type { worldOf } from './world.ts'

/** Closes the books up to and with a month such as "2025-06": each month of entries that is open, at its end. */
export async function closeBooks(
  { run }: ReturnType<typeof worldOf>,
  { orm }: Pick<TestDatabase, 'orm'>,
  until: string,
): Promise<void> {
  const closed = (await closedUntil(orm.em.fork())) ?? '1000-01-01'
  const { rows } = await sql<{ month: string }>`
    select distinct to_char(booked_on, 'YYYY-MM') as month from entry
     where booked_on > ${lastDayOf(closed)}::date and booked_on <= ${lastDayOf(`${until}-01`)}::date
    union select ${until} order by 1`.execute(sqlOf(orm.em.fork()))
  for (const { month } of rows) {
    const now = endOfMonth(`${month}-01`)
    const made = await run(now, em => prepareMonth(em, { month, preparerId: newId() }, now))
    await run(now, em => closeMonth(em, { ...made, approverId: newId() }, now))
  }
}
