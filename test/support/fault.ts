import { Client } from 'pg'
import type { TestDatabase } from './database.ts'

/**
 * Lets the database fail at every new row of a table for which a condition on NEW is true, as a fault that nobody
 * foresaw would; runs the work, and mends it again.
 */
export async function withFault<T>(
  database: TestDatabase,
  { table, when }: { table: string; when: string },
  work: () => Promise<T>,
): Promise<T> {
  const owner = new Client({ connectionString: database.ownerUrl })
  await owner.connect()
  try {
    await owner.query(`
      create function fault() returns trigger language plpgsql as $$ begin raise 'the disk is on fire'; end $$;
      create trigger fault before insert on ${table} for each row when (${when}) execute function fault()`)
    return await work()
  } finally {
    await owner.query('drop function fault() cascade')
    await owner.end()
  }
}
