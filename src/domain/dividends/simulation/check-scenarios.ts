import type { Currency } from '../../money/currency.ts'
import { checkAmount, formatAmount, parseAmount, parseNotNegative } from '../../money/money.ts'
import { checkCode, refuseTwice } from '../../offerings/terms/check-contract.ts'
import { within } from '../../refusal.ts'
import { parseDay } from '../../time/calendar.ts'
import { refuse } from '../refusals.ts'
import type { CaseReport } from '../run/simulate.ts'
import { NOTHING_COMES_BACK, type Scenario, type ScenarioClass, type Scenarios } from './scenario.ts'

/**
 * Checks what stands in scenarios as the register and the reports of a real project would: each refusal names the
 * place. The contract itself is checked where it is played.
 * Refuses SIMULATION_MALFORMED, DEDUCTION_TOO_LARGE and what `parseAmount`, `parseDay` and `checkCode` refuse.
 */
export function checkScenarios({ contract: { currency }, classes, scenarios }: Scenarios): void {
  within('classes', () => refuseTwice(classes.map(held => held.code)))
  for (const [index, held] of classes.entries()) checkClass(held, `classes.${index}`, currency)
  const names = [NOTHING_COMES_BACK, ...scenarios.map(scenario => scenario.name)]
  for (const [index, scenario] of scenarios.entries()) {
    const path = `scenarios.${index}`
    if (names.indexOf(scenario.name) <= index) {
      malformed(`${path}.name`, `is "${scenario.name}" again: each scenario has a name of its own`)
    }
    checkRuns(scenario, path, currency)
  }
}

function checkClass({ code, shares, holders }: ScenarioClass, path: string, currency: Currency): void {
  within(`${path}.code`, () => checkCode(code))
  const names = new Set<string>()
  let held = 0
  for (const [index, { name, shares: his, paidIn, paidOn }] of holders.entries()) {
    const at = `${path}.holders.${index}`
    if (names.has(name))
      malformed(`${at}.name`, `is "${name}" again: each holder of a class has a name of his own`)
    names.add(name)
    held += his
    within(`${at}.paidIn`, () => parseNotNegative({ amount: paidIn, currency }, currency))
    if (paidOn !== undefined) within(`${at}.paidOn`, () => parseDay(paidOn))
  }
  if (shares > MOST_SHARES) malformed(`${path}.shares`, `is ${shares}: it must be at most ${MOST_SHARES}`)
  if (held > shares) malformed(`${path}.holders`, `hold ${held} shares: the class has ${shares}`)
}

/** As many as a class of a real project has. */
const MOST_SHARES = 2_000_000_000

/** Runs follow each other in time: interest never runs backward. */
function checkRuns({ runs }: Scenario, path: string, currency: Currency): void {
  let before = ''
  let total = 0n
  for (const [index, { reports }] of runs.entries()) {
    const at = `${path}.runs.${index}`
    for (const [number, report] of reports.entries()) {
      total += checkReport(report, `${at}.reports.${number}`, currency)
    }
    const asOf =
      reports
        .map(report => report.periodEnd)
        .toSorted()
        .at(-1) ?? ''
    if (asOf < before) malformed(at, `ends on ${asOf}, before the run before it (${before})`)
    before = asOf
  }
  within(path, () => checkAmount(total, currency))
}

/** Answers how much moves in it, whether it comes in or is returned. */
function checkReport({ periodEnd, lines }: CaseReport, path: string, currency: Currency): bigint {
  within(`${path}.periodEnd`, () => parseDay(periodEnd))
  let moved = 0n
  for (const [index, line] of lines.entries()) {
    const at = `${path}.lines.${index}`
    const { category, deduction: text = '0' } = line
    if (category !== undefined) within(`${at}.category`, () => checkCode(category))
    const gross = within(`${at}.gross`, () => parseAmount(line.gross, currency))
    const deduction = within(`${at}.deduction`, () => parseNotNegative({ amount: text, currency }, currency))
    if (deduction > 0n && deduction > gross) {
      const kept = { deduction: text, gross: formatAmount(gross, currency), currency }
      throw refuse.DEDUCTION_TOO_LARGE(kept).at(`${at}.deduction`)
    }
    moved += gross < 0n ? -gross : gross
  }
  return moved
}

function malformed(path: string, says: string): never {
  throw refuse.SIMULATION_MALFORMED({ first: [`${path} ${says}`], count: 1 }).at(path)
}
