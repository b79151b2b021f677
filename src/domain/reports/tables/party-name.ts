import { type RawBuilder, sql } from 'kysely'
import { wasCommitted } from '../../../database/sql-cut.ts'

/**
 * What the party in a column is called, as it was committed at a cut; nothing where it is no party. For tables that only
 * those read who may read the papers of others. Names are not unique: order rows by ids.
 */
export const partyName = (column: string, cut: string | null): RawBuilder<string | null> => sql<
  string | null
>`
  (select profile.name from profile join act on act.id = profile.act_id
    where profile.party_id = ${sql.ref(column)} and ${wasCommitted(cut, 'act.xid')}
    order by version desc limit 1)`
