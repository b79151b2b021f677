import type { EntityManager } from '@mikro-orm/postgresql'
import { keyset, type Slice } from '../../../database/keyset.ts'
import { sqlOf } from '../../../database/sql.ts'
import type { NewAuditPack } from './make-audit-pack.ts'

/** A pack that was made. */
export type AuditPackRow = NewAuditPack & { id: string; madeAt: Date }

/** The packs with these ids, those that exist. */
export function auditPacks(em: EntityManager, ids: readonly string[]): Promise<AuditPackRow[]> {
  return all(em).where('id', 'in', ids).execute()
}

/** A page of all packs, oldest first. */
export function auditPacksPage(em: EntityManager, slice: Slice): Promise<AuditPackRow[]> {
  const { within, order, limit } = keyset(['audit_pack.id'], slice)
  return all(em).where(within).orderBy(order).limit(limit).execute()
}

function all(em: EntityManager) {
  return sqlOf(em)
    .selectFrom('auditPack')
    .select(['id', 'seed', 'asked', 'items', 'basis', 'candidates', 'sha256', 'bytes', 'makerId', 'madeAt'])
}
