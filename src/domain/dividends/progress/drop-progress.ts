import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'

/** The run of a project has ended: nothing is to be seen of its progress any more. */
export async function dropProgress(em: EntityManager, projectId: string): Promise<void> {
  await sqlOf(em).deleteFrom('runProgress').where('projectId', '=', projectId).execute()
}
