import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'

/** The secret of a kind of paper; null before its first one. */
export async function paperSecret(em: EntityManager, series: string): Promise<string | null> {
  const found = await sqlOf(em)
    .selectFrom('paperSeries')
    .select('secret')
    .where('series', '=', series)
    .executeTakeFirst()
  return found?.secret ?? null
}
