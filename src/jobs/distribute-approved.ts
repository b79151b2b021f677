import { act } from '../act.ts'
import { system } from '../domain/acts/begin-act.ts'
import { projectsToDistribute } from '../domain/dividends/revenue/reports.ts'
import { distribute } from '../domain/dividends/run/distribute.ts'
import type { Workshop } from './job.ts'
import { passOver } from './pass-over.ts'

/** Why a project may have to wait: it is tried again at the next tick. */
const WAITING = ['FUNDS_MISSING', 'NOTHING_TO_DISTRIBUTE', 'RECORD_DATE_AHEAD', 'NO_HOLDERS']

/** Runs every project that has leave to be distributed. */
export async function distributeApproved({ orm }: Workshop, now: Date): Promise<string> {
  const waiting: string[] = []
  const projects = await projectsToDistribute(orm.em.fork())
  for (const projectId of projects) {
    const deed = { actor: system('job'), verb: 'distribute', now }
    const code = await passOver(
      act(orm, deed, em => distribute(em, { projectId }, now)),
      ...WAITING,
    )
    if (code !== null) waiting.push(code)
  }
  const why = waiting.length === 0 ? '' : ` (${[...new Set(waiting)].join(', ')})`
  return `${projects.length - waiting.length} projects distributed, ${waiting.length} wait${why}`
}
