import type { EntityManager } from '@mikro-orm/postgresql'
import type { ContractRow } from '../../offerings/contracts.ts'
import { classesOf, type ProjectRow } from '../../offerings/projects.ts'
import { addDays, endOfDay } from '../../time/calendar.ts'
import { gatherStandings, type Standing } from '../levies/standings.ts'
import type { Period } from '../revenue/check-period.ts'
import type { ClassAtRecordDate } from './decide-run.ts'
import { holdersFor, type LoadedHolders } from './holders.ts'
import type { PreviousRun } from './previous-run.ts'

/** Of which run the classes are loaded. */
export type Moment = {
  project: ProjectRow
  contract: ContractRow
  reports: readonly Period[]
  recordDate: string
  previous: PreviousRun
  /** The day the net is credited, in the platform's zone. */
  paidOn: string
}

/** A class at the record date, with the ids, accounts and places of the tax standings of its holders. */
export type LoadedClass = ClassAtRecordDate & Pick<LoadedHolders, 'ids' | 'accountIds' | 'standings'>

/**
 * The classes of a project as a run over these reports weighs them, and the tax standings of their holders as they are
 * known now.
 */
export async function classesAt(
  em: EntityManager,
  moment: Moment,
  now: Date,
): Promise<{ classes: LoadedClass[]; standings: readonly Standing[] }> {
  const { project, contract, reports, recordDate, previous, paidOn } = moment
  const standings = gatherStandings()
  const ends = (days: readonly string[]) => days.map(day => endOfDay(day, project.timeZone))
  const { by, minimumDays = 0 } = contract.terms.weights ?? { by: 'recordDate' }
  const question = {
    currency: project.currency,
    previousId: previous.id,
    takenBackSince: previous.takenBack.length === 0 ? null : previous.number,
    paidOn,
    knownAt: now,
    instant: endOfDay(recordDate, project.timeZone),
    dayEnds: by === 'shareDays' ? ends(reports.flatMap(daysOf)) : [],
    heldAt: ends(daysBefore(recordDate, minimumDays)),
  }
  const found: LoadedClass[] = []
  for (const { id, code, shares } of await classesOf(em, project.id)) {
    const loaded = await holdersFor(em, { classId: id, code, ...question }, contract.terms, standings)
    found.push({ classId: id, code, shares: BigInt(shares), ...loaded })
  }
  return { classes: found, standings: standings.all }
}

function daysOf({ periodStart, periodEnd }: Period): string[] {
  const days: string[] = []
  for (let day = periodStart; day <= periodEnd; day = addDays(day, 1)) days.push(day)
  return days
}

/** So many days, the last of them the one given. */
function daysBefore(day: string, count: number): string[] {
  return Array.from({ length: count }, (_, back) => addDays(day, back + 1 - count))
}
