import { randomBytes } from 'node:crypto'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'

/** Draws the secret of a kind of paper, once: who opens it at the same moment changes nothing. */
export async function openPaperSeries(
  em: EntityManager,
  { series }: { series: string },
): Promise<{ series: string }> {
  await sqlOf(em)
    .insertInto('paperSeries')
    .values({ series, secret: randomBytes(32).toString('hex') })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  return { series }
}
