import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../database/sql.ts'
import { newId } from '../ids.ts'

/**
 * Notes that so many shares of a class came into being elsewhere than in an offering of ours: no offering may offer them.
 * The caller holds the project's lock.
 */
export async function recordOutsideShares(
  em: EntityManager,
  { classId, shares }: { classId: string; shares: number },
): Promise<void> {
  await sqlOf(em).insertInto('outsideShares').values({ id: newId(), classId, shares }).execute()
}
