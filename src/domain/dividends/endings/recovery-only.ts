import type { EntityManager } from '@mikro-orm/postgresql'
import { refuse } from '../refusals.ts'
import { woundUpOn } from './endings.ts'

/** The category of revenue by which a report says that it is a recovery. */
const RECOVERY = 'recovery'

/**
 * A project that was wound up earns nothing any more: what still comes is named a recovery, line by line, so that nobody
 * takes it for business that goes on. It goes through the tiers as anything else. Refuses PROJECT_WOUND_UP.
 */
export async function refuseUnlessRecovery(
  em: EntityManager,
  projectId: string,
  lines: readonly { source: string; category: string | null }[],
): Promise<void> {
  const other = lines.find(line => line.category !== RECOVERY)
  if (other === undefined) return
  const day = await woundUpOn(em, projectId)
  if (day !== null) throw refuse.PROJECT_WOUND_UP({ day, source: other.source, category: RECOVERY })
}
