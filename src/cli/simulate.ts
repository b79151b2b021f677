import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { playScenarios, type Simulation } from '../domain/dividends/simulation/play-scenarios.ts'
import { parseScenarios } from '../domain/dividends/simulation/read-scenarios.ts'
import { formatAmount } from '../domain/money/money.ts'
import { Refusal } from '../domain/refusal.ts'

/**
 * `npm run simulate -- FILE`: plays the scenarios of a file through the engine of real runs and prints what they come
 * to as JSON. No database. What the file says wrong is told with its code and place, and the command ends with 1.
 */
function simulate(): void {
  const file = fileFrom(process.argv.slice(2))
  const scenarios = parseScenarios(readFileSync(file, 'utf8'))
  console.log(written(playScenarios(scenarios)))
}

function fileFrom(args: string[]): string {
  const [file, ...rest] = parseArgs({ args, allowPositionals: true }).positionals
  if (file === undefined || rest.length > 0)
    throw new Error('Say which file: npm run simulate -- demo/cases/scenarios/night-songs.json')
  return file
}

/** Every bigint of a simulation is an amount: it is written with the decimals of the currency. */
function written(simulation: Simulation): string {
  const asText = (_key: string, value: unknown) =>
    typeof value === 'bigint' ? formatAmount(value, simulation.currency) : value
  return JSON.stringify(simulation, asText, 2)
}

/** A refusal one line a place, so that each can be found; of anything else what it says. */
function said(error: unknown): string {
  if (!(error instanceof Refusal)) return error instanceof Error ? error.message : String(error)
  const at = error.field === null ? '' : ` at ${error.field}`
  return `${error.code}${at}\n  ${error.message.replaceAll('; ', '\n  ')}`
}

try {
  simulate()
} catch (error) {
  console.error(said(error))
  process.exitCode = 1
}
