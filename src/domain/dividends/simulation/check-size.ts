import { refuse } from '../refusals.ts'
import type { Scenarios } from './scenario.ts'

/** The most there may be of each thing in a simulation. */
export type SizeLimits = {
  scenarios: number
  tiers: number
  classes: number
  /** In all classes together. */
  holders: number
  /** In each scenario. */
  runs: number
  /** Lines of reports in all scenarios together. */
  lines: number
}

/** Refuses SIMULATION_TOO_LARGE. */
export function checkSize({ contract, classes, scenarios }: Scenarios, limits: SizeLimits): void {
  const runs = scenarios.map(scenario => scenario.runs)
  const sizes: Record<keyof SizeLimits, number> = {
    scenarios: scenarios.length,
    tiers: contract.tiers.length,
    classes: classes.length,
    holders: classes.reduce((total, held) => total + held.holders.length, 0),
    runs: Math.max(0, ...runs.map(each => each.length)),
    lines: runs
      .flat()
      .flatMap(run => run.reports)
      .reduce((total, report) => total + report.lines.length, 0),
  }
  for (const [what, most] of Object.entries(limits)) {
    const size = sizes[what as keyof SizeLimits]
    if (size > most) throw refuse.SIMULATION_TOO_LARGE({ what, size, most }).at(what)
  }
}
