import type { EntityManager } from '@mikro-orm/postgresql'
import { type NamedPeriod, upTo } from '../../dividends/periods/period-names.ts'
import { projects } from '../../offerings/projects.ts'
import { profiles } from '../../parties/people/profiles.ts'
import { addDays, endOfDay, PLATFORM_ZONE, startOfDay } from '../../time/calendar.ts'
import { owedBackAt, takenBackBetween } from '../taken-back.ts'
import { accountMovements } from './account-movements.ts'
import { accountsOf, type OfHolder } from './accounts-of.ts'
import type { ClassRates } from './class-rates.ts'
import type { HolderPeriod } from './holder-period.ts'
import { movementSubjects } from './movement-subjects.ts'
import { periodLevies, periodLines } from './period-lines.ts'
import { carriesAt, lotsOf } from './positions.ts'
import { runConversions } from './run-conversions.ts'

/** How many periods the chart shows at most, this one included. */
const BARS = 6

/**
 * What these holders are told of a period over all their projects, read in sets: entries and runs by their day in the books,
 * shares by the platform's days. A holder to whom nothing ever happened has no account. The same whenever it is asked
 * once the books of the period are closed, but for names.
 */
export async function periodicData(
  em: EntityManager,
  holderIds: readonly string[],
  period: NamedPeriod,
  rates: ClassRates,
): Promise<HolderPeriod[]> {
  const { from, to } = period
  const bars = upTo(period, BARS)
  const starts = bars.map(bar => bar.from)
  const movements = await accountMovements(em, holderIds, { starts, to })
  const others = movements.flatMap(row => (row.projectId === null ? (row.factId ?? []) : []))
  const lots = await lotsOf(em, holderIds, {
    starts: starts.map(day => startOfDay(day, PLATFORM_ZONE)),
    end: endOfDay(to, PLATFORM_ZONE),
  })
  const found = {
    movements,
    lots,
    lines: await periodLines(em, holderIds, period, rates),
    levies: await periodLevies(em, holderIds, period),
    before: await carriesAt(em, holderIds, addDays(from, -1)),
    after: await carriesAt(em, holderIds, to),
  }
  const subjects = await movementSubjects(em, [...new Set(others)], to)
  const takenBack = await takenBackBetween(em, holderIds, period)
  const owed = await owedBackAt(em, holderIds, to)
  const names = await projectNames(em, [...lots, ...movements, ...found.lines])
  const conversions = await runConversions(em, [...new Set(found.lines.map(line => line.runId))])
  const known = { bars, subjects, names, conversions }
  const of = byHolder(found)
  return (await profiles(em, holderIds)).map(profile => {
    const own = takenBack.filter(line => line.holderId === profile.partyId)
    const around = { ...known, takenBack: own, owed: owedTo(profile.partyId, owed) }
    return { profile, accounts: accountsOf(of(profile.partyId), around) }
  })
}

const owedTo = (holderId: string, owed: ReadonlyMap<string, bigint>) => (projectId: string) =>
  owed.get(`${holderId}:${projectId}`) ?? 0n

type Found = { [Part in keyof OfHolder]: readonly OfHolder[Part][number][] }

/** What was found, by whose it is. */
function byHolder(found: Found): (holderId: string) => OfHolder {
  const group = <Row extends { holderId: string }>(rows: readonly Row[]) => {
    const all = Map.groupBy(rows, row => row.holderId)
    return (holderId: string): readonly Row[] => all.get(holderId) ?? []
  }
  const parts = {
    movements: group(found.movements),
    lots: group(found.lots),
    lines: group(found.lines),
    levies: group(found.levies),
    before: group(found.before),
    after: group(found.after),
  }
  return holderId => ({
    movements: parts.movements(holderId),
    lots: parts.lots(holderId),
    lines: parts.lines(holderId),
    levies: parts.levies(holderId),
    before: parts.before(holderId),
    after: parts.after(holderId),
  })
}

/** The currency, name and issuer of each project that is told of. */
async function projectNames(em: EntityManager, rows: readonly { projectId: string | null }[]) {
  const ids = [...new Set(rows.flatMap(row => row.projectId ?? []))]
  if (ids.length === 0) return new Map()
  const found = await projects(em, ids)
  const issuers = await profiles(
    em,
    found.map(project => project.issuerId),
  )
  const issuerNames = new Map(issuers.map(issuer => [issuer.partyId, issuer.name]))
  return new Map(
    found.map(({ id, name, currency, issuerId }) => {
      return [id, { name, currency, issuer: issuerNames.get(issuerId) ?? '' }]
    }),
  )
}
