import type { z } from 'zod'
import { parseCurrency } from '../../money/currency.ts'
import { shortened, within } from '../../refusal.ts'
import { refuse } from '../refusals.ts'
import { checkScenarios } from './check-scenarios.ts'
import { checkSize, type SizeLimits } from './check-size.ts'
import type { Scenarios } from './scenario.ts'
import { CaseShape, ScenariosShape } from './scenario-shape.ts'

/** How many places that cannot be read are told at once. */
const MOST_TOLD = 10

/**
 * Reads scenarios from the text of a JSON file; of a member that is there twice JSON keeps the last.
 * Refuses SIMULATION_MALFORMED where it is no JSON, and what `readScenarios` refuses.
 */
export function parseScenarios(text: string): Scenarios {
  return readScenarios(parseJson(text))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error)
    throw refuse.SIMULATION_MALFORMED({ first: [`the file is not JSON: ${shortened(says, 200)}`], count: 1 })
  }
}

/**
 * Reads scenarios from plain values, as JSON gives them: a contract, classes with their holders and named scenarios,
 * or a case alone. Nothing is skipped: a member that is not known, missing or of another type is refused with its
 * place and value. Limits are asked for where the work is somebody else's.
 * Refuses SIMULATION_MALFORMED, SIMULATION_TOO_LARGE, CURRENCY_UNKNOWN and what `checkScenarios` refuses.
 */
export function readScenarios(given: unknown, limits?: SizeLimits): Scenarios {
  const { contract, classes, scenarios } = isCase(given) ? readCase(given) : readShape(given, ScenariosShape)
  const read = {
    contract: { ...contract, currency: within('contract.currency', () => parseCurrency(contract.currency)) },
    classes,
    scenarios: scenarios.map(({ name, runs }) => ({ name, runs: runs.flatMap(repeated) })),
  }
  if (limits !== undefined) checkSize(read, limits)
  checkScenarios(read)
  return read
}

const isCase = (given: unknown): given is object =>
  typeof given === 'object' && given !== null && 'runs' in given && !('scenarios' in given)

function readCase(given: object) {
  const { name, runs, ...rest } = readShape(given, CaseShape)
  return { ...rest, scenarios: [{ name, runs }] }
}

function repeated<Report>({ reports, repeat }: { reports: Report[]; repeat: number }) {
  return Array.from({ length: repeat }, () => ({ reports }))
}

function readShape<Shape extends z.ZodType>(given: unknown, shape: Shape): z.output<Shape> {
  const { success, data, error } = shape.safeParse(given)
  if (success) return data
  const problems = error.issues.flatMap(issue => problemsOf(issue, given))
  const [first] = problems
  throw refuse
    .SIMULATION_MALFORMED({
      first: problems.slice(0, MOST_TOLD).map(({ path, says }) => `${path} ${says}`),
      count: problems.length,
    })
    .at(first?.path ?? 'input')
}

type Issue = z.core.$ZodIssue
type Place = readonly PropertyKey[]

/** What is wrong, where, with the value that stands there. */
function problemsOf(issue: Issue, given: unknown): { path: string; says: string }[] {
  const { path } = issue
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => ({ path: pathOf([...path, key]), says: `is not known: ${issue.message}` }))
  }
  const value = valueAt(path, given)
  const found = value === undefined ? 'is missing' : `is ${shortened(JSON.stringify(value))}`
  return [{ path: pathOf(path), says: `${found}: it must be ${wanted(issue)}` }]
}

const TYPES: Record<string, string> = {
  string: 'a text in quotes (an amount too: "12.34")',
  int: 'a whole number',
  number: 'a whole number',
  array: 'a list',
  object: 'an object',
  boolean: 'true or false',
}

function wanted(issue: Issue): string {
  if (issue.code === 'invalid_type') return TYPES[issue.expected] ?? issue.expected
  if (issue.code === 'invalid_value')
    return `one of ${issue.values.map(value => `"${String(value)}"`).join(', ')}`
  if (issue.code === 'too_small') return `${sizeOf(issue.origin)}at least ${issue.minimum}`
  if (issue.code === 'too_big') return `${sizeOf(issue.origin)}at most ${issue.maximum}`
  return issue.message
}

/** What a size is of. */
function sizeOf(origin: string): string {
  return { array: 'a list as long as ', string: 'a text as long as ' }[origin] ?? ''
}

function valueAt(path: Place, given: unknown): unknown {
  return path.reduce(
    (value: unknown, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    given,
  )
}

/** As fields of the API are named: scenarios.0.runs.2.reports. */
const pathOf = (path: Place) => (path.length === 0 ? 'input' : path.map(String).join('.'))
