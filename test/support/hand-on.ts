import { sql } from 'kysely'
import { sqlOf } from '../../src/database/sql.ts'
import { newId } from '../../src/domain/ids.ts'
import { at, type worldOf } from './world.ts'

/** Shares of a class, at 10.00 each, go from one holder to another on a day. */
export async function handOn(
  world: Pick<ReturnType<typeof worldOf>, 'run'>,
  classId: string,
  { from, to, shares, day }: { from: string; to: string; shares: number; day: string },
): Promise<void> {
  await world.run(day, async em => {
    await sql`
      insert into lot (id, class_id, giver_id, taker_id, shares, paid_in, occurred_at)
      values (${newId()}, ${classId}, ${from}, ${to}, ${shares}, ${1000 * shares}, ${at(day)})`.execute(
      sqlOf(em),
    )
    return {}
  })
}
