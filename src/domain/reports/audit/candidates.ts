import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { AuditBasis } from './audit-pack.ts'

/**
 * All payments that an auditor may be shown, by id: every payout that the bank carried out, those that came back later too.
 * While there is none, every line of a run that stands and credited something, as "distribution:class:holder".
 */
export async function auditCandidates(em: EntityManager): Promise<{ basis: AuditBasis; ids: string[] }> {
  const settled = await idsOf(
    em,
    sql`select leg_id::text as id from payout_leg_end where how = 'settled' order by leg_id`,
  )
  if (settled.length > 0) return { basis: 'payouts', ids: settled }
  const lines = sql`
    select concat_ws(':', line.distribution_id, line.class_id, line.holder_id) as id
      from dividend as line
     where net > 0
       and not exists (select from run_reversal where distribution_id = line.distribution_id)
       and not exists (select from line_reversal as back
                        where (back.distribution_id, back.class_id, back.holder_id)
                            = (line.distribution_id, line.class_id, line.holder_id))
     order by line.distribution_id, line.class_id, line.holder_id`
  return { basis: 'dividends', ids: await idsOf(em, lines) }
}

async function idsOf(em: EntityManager, query: ReturnType<typeof sql<unknown>>): Promise<string[]> {
  const { rows } = await (query as ReturnType<typeof sql<{ id: string }>>).execute(sqlOf(em))
  return rows.map(({ id }) => id)
}
