import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../database/sql.ts'
import { type OfferingRow, offeringOf } from './offerings.ts'

/** Orders of one offering go one after the other from here on. Refuses OFFERING_UNKNOWN. */
export async function lockOffering(em: EntityManager, id: string): Promise<OfferingRow> {
  await sqlOf(em)
    .selectFrom('offeringCounter')
    .select('offeringId')
    .where('offeringId', '=', id)
    .forUpdate()
    .execute()
  return offeringOf(em, id)
}
