import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import type { OfferingRow } from '../offerings.ts'

/**
 * Appends a new closing instant of an offering; payments are due as long after it as before. Orders that were made keep
 * the day on which theirs is due. The caller holds the offering's lock.
 */
export async function moveClosing(
  em: EntityManager,
  offering: OfferingRow,
  { how, closesAt }: { how: 'early' | 'extended'; closesAt: Date },
  now: Date,
): Promise<void> {
  const paymentDueAt = new Date(
    closesAt.getTime() + offering.paymentDueAt.getTime() - offering.closesAt.getTime(),
  )
  const number = sql<number>`(select count(*)::int + 1 from closing_change where offering_id = ${offering.id})`
  await sqlOf(em)
    .insertInto('closingChange')
    .values({ id: newId(), offeringId: offering.id, number, how, closesAt, paymentDueAt, changedAt: now })
    .execute()
}
