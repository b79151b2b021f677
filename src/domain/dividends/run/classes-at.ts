import type { EntityManager } from '@mikro-orm/postgresql'
import type { ContractRow } from '../../offerings/contracts.ts'
import { classesOf, type ProjectRow } from '../../offerings/projects.ts'
import type { PackedIds } from '../../packed-ids.ts'
import { adjustedHolders } from '../adjustments/adjusting.ts'
import type { Adjusting } from '../adjustments/brought.ts'
import { gatherStandings, type Standing } from '../levies/standings.ts'
import type { Period } from '../revenue/check-period.ts'
import { countedInstants } from './counted-instants.ts'
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
  adjusting: Adjusting
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
  const { project, contract, reports, recordDate, previous, paidOn, adjusting } = moment
  const standings = gatherStandings()
  const taxed = { standings, paidOn, knownAt: now }
  const question = {
    previousId: previous.id,
    adjustedRuns: [...adjusting.runs.keys()],
    takenBackSince: previous.takenBack.length === 0 ? null : previous.number,
    ...countedInstants(contract.terms, { periods: reports, recordDate, timeZone: project.timeZone }),
  }
  const found: LoadedClass[] = []
  for (const { id, code, shares } of await classesOf(em, project.id)) {
    const loaded = await holdersFor(em, { classId: id, code, ...question }, contract.terms, taxed)
    const owed = await adjustedHolders(em, adjusting, { classId: id, code })
    const adjusted = owed.size > 0 && { adjusted: placed(owed, loaded.ids) }
    found.push({ classId: id, code, shares: BigInt(shares), ...loaded, ...adjusted })
  }
  return { classes: found, standings: standings.all }
}

function placed(owed: ReadonlyMap<string, bigint>, ids: PackedIds): Map<number, bigint> {
  const places = new Map<number, bigint>()
  for (let index = 0; index < ids.length; index++) {
    const amount = owed.get(ids.at(index))
    if (amount !== undefined && amount !== 0n) places.set(index, amount)
  }
  return places
}
