import type { EntityManager } from '@mikro-orm/postgresql'
import type { ProjectRow } from '../../offerings/projects.ts'
import { type Repayment, repayments } from '../schedule/repayments.ts'
import { standingOn } from '../schedule/standing.ts'
import { counts, type EndState, endState } from './ending-states.ts'
import { type EndingRow, endingsOf } from './endings.ts'

/** Where the end of a project is, and what that is read off. `repayment`: what is to be repaid, where there is a schedule. */
export type ProjectEnd = { state: EndState; endings: EndingRow[]; repayment: Repayment | null }

/** The end of a project as it is now. */
export async function endOf(em: EntityManager, project: ProjectRow, now: Date): Promise<ProjectEnd> {
  const endings = await endingsOf(em, [project.id])
  const [repayment = null] = await repayments(em, [project.id], now)
  const standing = repayment && standingOn(repayment.facts, repayment.today)
  const kinds = endings.filter(counts).map(each => each.kind)
  return { state: endState(kinds, standing), endings, repayment }
}
