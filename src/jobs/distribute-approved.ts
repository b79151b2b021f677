import { act } from '../act.ts'
import { system } from '../domain/acts/actor.ts'
import { projectsToAdjust } from '../domain/dividends/adjustments/adjustments.ts'
import { projectsToDistribute } from '../domain/dividends/revenue/reports.ts'
import { distribute } from '../domain/dividends/run/distribute.ts'
import type { Workshop } from './job.ts'
import { outcomeOf, tryEach } from './try-each.ts'
import { watched } from './watched.ts'

/** Why a project may have to wait: it is tried again at the next tick. */
const WAITS = [
  'CONTRACT_NOT_SIGNED',
  'RUN_NOT_APPROVED',
  'PREVIEW_STALE',
  'PAYMENT_DATE_PASSED',
  'RECIPIENT_NEGATIVE',
  'FUNDS_MISSING',
  'NOTHING_TO_DISTRIBUTE',
  'RECORD_DATE_AHEAD',
  'NO_HOLDERS',
]

/** Runs every project whose run is signed, or that the contract lets run without. */
export async function distributeApproved({ orm, log }: Workshop, now: Date): Promise<string> {
  const deed = { actor: system('job'), verb: 'distribute', now }
  const em = orm.em.fork()
  const projects = new Set([...(await projectsToDistribute(em)), ...(await projectsToAdjust(em))])
  const run = (projectId: string) =>
    watched({ orm, log }, projectId, watch => act(orm, deed, em => distribute(em, { projectId }, now, watch)))
  const { done, waiting, failed } = await tryEach(log, [...projects], run, WAITS)
  const why = waiting.length === 0 ? '' : ` (${[...new Set(waiting)].join(', ')})`
  return outcomeOf(`${done} projects distributed, ${waiting.length} wait${why}`, failed)
}
