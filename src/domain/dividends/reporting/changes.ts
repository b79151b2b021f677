import type { ReportLine } from '../revenue/report-lines.ts'

/** What a source brought in a category, net, in minor units: last time and this time. */
export type Change = { source: string; category: string | null; before: bigint; now: bigint }

type Line = Pick<ReportLine, 'source' | 'category' | 'gross' | 'deduction'>

/** A report beside the one before it, source by source and category by category: the greatest change first. */
export function changesBetween(before: readonly Line[], now: readonly Line[]): Change[] {
  const changes = new Map<string, Change>()
  const add = (lines: readonly Line[], side: 'before' | 'now') => {
    for (const { source, category, gross, deduction } of lines) {
      const key = JSON.stringify([source, category])
      const change = changes.get(key) ?? { source, category, before: 0n, now: 0n }
      change[side] += gross - deduction
      changes.set(key, change)
    }
  }
  add(before, 'before')
  add(now, 'now')
  return [...changes.values()].sort((a, b) => compare(sizeOf(b), sizeOf(a)))
}

const sizeOf = ({ before, now }: Change) => (now > before ? now - before : before - now)

function compare(a: bigint, b: bigint): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
