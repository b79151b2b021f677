import type { ToldConversion } from '../../dividends/conversion/told-conversions.ts'
import type { Currency } from '../../money/currency.ts'
import type { TakenBackLine } from '../taken-back.ts'
import type { MovementRow } from './account-movements.ts'
import type {
  HolderAccount,
  HolderProject,
  OtherMovement,
  PeriodCorrection,
  TakenBackWords,
} from './holder-period.ts'
import type { PeriodLevyRow, PeriodLine } from './period-lines.ts'
import type { CarryRow, LotsRow } from './positions.ts'

/** Everything that was read of one holder. */
export type OfHolder = {
  movements: readonly MovementRow[]
  lots: readonly LotsRow[]
  lines: readonly PeriodLine[]
  levies: readonly PeriodLevyRow[]
  before: readonly CarryRow[]
  after: readonly CarryRow[]
}

/**
 * What is known beside it: the periods of the chart, this one last, what facts are about, projects by id, the holder's lines
 * that were taken back, what he owes of a project at the end, and what runs had converted.
 */
export type Around = {
  bars: readonly { from: string; to: string }[]
  subjects: ReadonlyMap<string, OtherMovement['about']>
  names: ReadonlyMap<string, { name: string; issuer: string; currency: Currency }>
  takenBack: readonly TakenBackLine[]
  owed: (projectId: string) => bigint
  conversions: ReadonlyMap<string, readonly ToldConversion[]>
}

/** One account for each currency in which the holder has money or shares. Pure. */
export function accountsOf(holder: OfHolder, around: Around): HolderAccount[] {
  const currencies = [...holder.movements, ...holder.lots].map(row => row.currency)
  return [...new Set(currencies)].sort().map(currency => {
    const isIts = (row: { projectId: string }) => around.names.get(row.projectId)?.currency === currency
    const own = {
      movements: holder.movements.filter(row => row.currency === currency),
      lots: holder.lots.filter(isIts),
      lines: holder.lines.filter(isIts),
      levies: holder.levies.filter(isIts),
      before: holder.before.filter(isIts),
      after: holder.after.filter(isIts),
    }
    return accountOf(currency, own, around)
  })
}

function accountOf(currency: Currency, holder: OfHolder, around: Around): HolderAccount {
  const { movements, lots, lines, levies } = holder
  const { bars, subjects } = around
  const now = bars.length
  const received = (place: number) =>
    sum(movements.filter(row => row.projectId !== null && row.place === place))
  const projects = projectsOf(holder, around)
  const others = movements.filter(row => row.projectId === null && row.place === now)
  const told = others.map(({ on, factId, movement, amount }): OtherMovement => {
    return { on: on ?? '', kind: movement, about: subjects.get(factId ?? '') ?? null, amount }
  })
  const corrections = projects.flatMap(project => project.corrections)
  const totals = [
    ...lines.map(line => ({ kind: 'entitlements' as const, amount: line.gross })),
    ...levies.map(levy => ({ kind: 'levies' as const, amount: -levy.amount })),
    ...corrections,
    ...told,
  ]
  return {
    currency,
    opening: sum(movements.filter(row => row.place < now)),
    closing: sum(movements),
    putIn: paidIn(lots, now),
    receivedBefore: sum(projects.map(project => ({ amount: project.receivedBefore }))),
    received: received(now),
    movements: totalsOf(totals),
    projects,
    others: told,
    chart: chartOf(bars, { received, putIn: place => paidIn(lots, place) }),
  }
}

function totalsOf(rows: readonly { kind: OtherMovement['kind']; amount: bigint }[]) {
  const groups = Map.groupBy(rows, row => row.kind)
  return Object.fromEntries([...groups].map(([kind, group]) => [kind, sum(group)]))
}

/** The bars from the first period on in which there was something to show. */
function chartOf(
  bars: Around['bars'],
  { received, putIn }: Record<'received' | 'putIn', (place: number) => bigint>,
): HolderAccount['chart'] {
  const all = bars.map((bar, index) => ({ ...bar, received: received(index + 1), putIn: putIn(index + 1) }))
  const first = all.findIndex(bar => bar.received !== 0n || bar.putIn !== 0n)
  return first === -1 ? [] : all.slice(first)
}

function projectsOf(
  holder: OfHolder,
  { bars, names, takenBack, owed, conversions }: Around,
): HolderProject[] {
  const { movements, lots, lines } = holder
  const ids = [...lots, ...movements, ...lines].flatMap(row => row.projectId ?? [])
  const sections = [...new Set(ids)].map(id => {
    const its = <Row extends { projectId: string | null }>(rows: readonly Row[]) =>
      rows.filter(row => row.projectId === id)
    const own = {
      movements: its(movements),
      lots: its(lots),
      lines: its(lines),
      levies: its(holder.levies),
      before: its(holder.before),
      after: its(holder.after),
    }
    const { name = '', issuer = '' } = names.get(id) ?? {}
    const section = {
      conversions: convertedFor(own.lines, conversions),
      owed: owed(id),
      ...sectionOf(own, bars.length, takenBack),
    }
    return { id, section: { name, issuer, ...section } }
  })
  const order = (a: (typeof sections)[number], b: (typeof sections)[number]) =>
    a.section.name < b.section.name ? -1 : a.section.name > b.section.name ? 1 : a.id < b.id ? -1 : 1
  return sections.toSorted(order).map(({ section }) => section)
}

/** What the runs of these lines had converted, each report once: it may have been taken again after a reversal. */
function convertedFor(lines: readonly PeriodLine[], conversions: Around['conversions']): ToldConversion[] {
  const runs = [...new Set(lines.map(line => line.runId))]
  const told = runs.flatMap(runId => conversions.get(runId) ?? [])
  return [...new Map(told.map(each => [each.reportId, each])).values()]
}

function sectionOf(
  { movements, lots, lines, levies, before, after }: OfHolder,
  now: number,
  takenBack: readonly TakenBackLine[],
): Omit<HolderProject, 'name' | 'issuer' | 'owed' | 'conversions'> {
  return {
    shares: sharesOf(lots),
    receivedBefore: sum(movements.filter(row => row.place < now)),
    entitlements: lines.map(({ on, className, shares, rate, gross }) => {
      return { on, className, shares, rate, gross }
    }),
    levies: levies.map(({ code, ratio, source, amount }) => ({ code, ratio, source, amount })),
    corrections: correctionsOf(
      movements.filter(row => row.place === now),
      takenBack,
    ),
    received: sum(movements.filter(row => row.place === now)),
    held: sum(lines.filter(line => line.held).map(line => ({ amount: line.gross }))),
    carryBefore: before[0]?.carry ?? 0n,
    carryAfter: after[0]?.carry ?? 0n,
  }
}

/** What the holder has of each class at the end of the period, in the order in which the lots name them. */
function sharesOf(lots: readonly LotsRow[]): HolderProject['shares'] {
  const classes = [...Map.groupBy(lots, row => row.classId).values()]
  return classes.flatMap(rows => {
    const shares = rows.reduce((total, row) => total + row.shares, 0n)
    return shares === 0n ? [] : [{ className: rows[0]?.className ?? '', shares }]
  })
}

/** What was taken back, is owed back or was recovered: a row for each day and kind, and each reversal by itself. */
function correctionsOf(
  rows: readonly MovementRow[],
  takenBack: readonly TakenBackLine[],
): PeriodCorrection[] {
  const told = rows.flatMap(({ movement: kind, on, factId, amount }) => {
    if (kind !== 'takenBack' && kind !== 'owedBack' && kind !== 'recovered') return []
    const key = kind === 'takenBack' ? factId : kind
    const about = kind === 'takenBack' ? aboutOf(takenBack.filter(line => line.requestId === factId)) : null
    return [{ key, row: { on: on ?? '', kind, about, amount } }]
  })
  const groups = [...Map.groupBy(told, ({ key, row }) => `${row.on} ${key}`).values()]
  return groups.flatMap(group => {
    const [first] = group
    return first === undefined ? [] : [{ ...first.row, amount: sum(group.map(({ row }) => row)) }]
  })
}

/** All lines of one reversal are of one run. */
function aboutOf(lines: readonly TakenBackLine[]): TakenBackWords | null {
  const [first] = lines
  if (first === undefined) return null
  const classNames = [...new Set(lines.map(line => line.className))]
  return { ranOn: first.ranOn, classNames, reason: first.reason }
}

/** What had been put in by the end of a stretch. */
function paidIn(lots: readonly LotsRow[], place: number): bigint {
  return lots.reduce((total, row) => (row.place <= place ? total + row.paidIn : total), 0n)
}

function sum(rows: readonly { amount: bigint }[]): bigint {
  return rows.reduce((total, row) => total + row.amount, 0n)
}
