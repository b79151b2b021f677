import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../database/sql.ts'
import { type ProjectRow, projectOf } from './projects.ts'

/** Changes of one project's contract, reports and runs go one after the other. Refuses PROJECT_UNKNOWN. */
export async function lockProject(em: EntityManager, id: string): Promise<ProjectRow> {
  await sqlOf(em).selectFrom('project').select('id').where('id', '=', id).forUpdate().execute()
  return projectOf(em, id)
}
