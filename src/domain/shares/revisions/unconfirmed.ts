import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'

/** Offerings that have an order which was not reconfirmed in time. */
export async function offeringsWithUnconfirmed(em: EntityManager, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct revision.offering_id as id
      from (select distinct on (offering_id) * from offering_revision_approval
             order by offering_id, version desc) as revision
      join subscription on subscription.offering_id = revision.offering_id
     where reconfirm_by <= ${now} and terms_version < revision.version
       and not exists (select from order_reconfirmation as own
                        where own.subscription_id = subscription.id and own.version >= revision.version)
       and not exists (select from subscription_end where subscription_id = subscription.id)
       and not exists (select from lot where subscription_id = subscription.id)
     order by id`.execute(sqlOf(em))
  return rows.map(row => row.id)
}
