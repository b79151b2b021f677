import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import type { AuditBasis } from './audit-pack.ts'

/** A pack whose bytes were kept. */
export type NewAuditPack = {
  seed: string
  asked: number
  items: number
  basis: AuditBasis
  candidates: number
  sha256: string
  bytes: number
  makerId: string
}

/** Records a pack that was written and kept. The same bytes are the same pack: then the first one is answered. */
export async function makeAuditPack(
  em: EntityManager,
  pack: NewAuditPack,
  now: Date,
): Promise<{ auditPackId: string }> {
  const db = sqlOf(em)
  await db
    .insertInto('auditPack')
    .values({ id: newId(), ...pack, madeAt: now })
    .onConflict(conflict => conflict.column('sha256').doNothing())
    .execute()
  const { id } = await db
    .selectFrom('auditPack')
    .select('id')
    .where('sha256', '=', pack.sha256)
    .executeTakeFirstOrThrow()
  return { auditPackId: id }
}
