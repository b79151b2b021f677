import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { type Reader, readersOfParties } from '../../parties/messages/readers.ts'
import { holdersOfRole } from '../../parties/roles/roles.ts'

/** The people of an offering's issuer: himself, who holds his role in the project, who may act for him; with a login. */
export async function issuersToTell(
  em: EntityManager,
  { issuerId, projectId }: { issuerId: string; projectId: string },
  now: Date,
): Promise<Reader[]> {
  return readersOfParties(em, [issuerId, ...(await holdersOfRole(em, 'issuer', projectId))], now)
}

/** Who made an offer to invest in an offering that has not ended, or waits to: those parties, and who may act for them. */
export async function investorsToTell(em: EntityManager, offeringId: string, now: Date): Promise<Reader[]> {
  const { rows } = await sql<{ partyId: string }>`
    select party_id as "partyId" from subscription
     where offering_id = ${offeringId} and not exists (select from subscription_end where subscription_id = id)
    union
    select party_id from waiting_entry
     where offering_id = ${offeringId} and not exists (select from waiting_end where waiting_entry_id = id)`.execute(
    sqlOf(em),
  )
  return readersOfParties(
    em,
    rows.map(row => row.partyId),
    now,
  )
}
