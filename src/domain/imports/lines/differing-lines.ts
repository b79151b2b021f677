import type { Paid } from '../../dividends/run/as-paid.ts'
import type { RunPlan } from '../../dividends/run/plan-run.ts'
import { formatAmount } from '../../money/money.ts'
import type { Recipient } from '../../offerings/terms/contract-terms.ts'
import type { LineProblem } from './staged-line.ts'
import type { PaidLine, StagedRun } from './staged-runs.ts'

/** What was paid as the run takes it. After so many runs without a carry, rounding explains as many minor units. */
export function paidOf(lines: readonly PaidLine[], runs: number): Paid {
  const recipients = new Map<Recipient, bigint>()
  const holders = new Map<string, Map<string, bigint>>()
  for (const { recipient, holderId, classId, gross } of lines) {
    recipients.set(recipient, (recipients.get(recipient) ?? 0n) + gross)
    if (holderId === null || classId === null) continue
    if (!holders.has(classId)) holders.set(classId, new Map())
    holders.get(classId)?.set(holderId, gross)
  }
  return { recipients, lines: holders, tolerance: BigInt(runs) }
}

type Planned = Pick<RunPlan, 'project' | 'result' | 'levies'>

/**
 * Where the lines of a distribution are not what the contract gives: another amount than rounding explains, somebody who
 * had no part, another levy than the rules of its day withhold.
 */
export function differingLines(run: StagedRun, lines: readonly PaidLine[], plan: Planned): LineProblem[] {
  const places = placesOf(plan)
  return [...strangers(lines, plan, places), ...off(run, lines, plan), ...otherLevies(lines, plan, places)]
}

const PART = 'somebody to whom the contract gives a part, by the register at the record date'

function strangers(lines: readonly PaidLine[], { result }: Planned, places: Places): LineProblem[] {
  const recipients = new Set(result.recipients.map(line => line.recipient))
  const isKnown = (line: PaidLine) =>
    line.holderId === null ? recipients.has(line.recipient) : places.has(keyOf(line))
  return lines
    .filter(line => line.gross !== 0n && !isKnown(line))
    .map(({ line, recipient }) => {
      return { line, column: 'recipient', code: 'NOT_A_RECIPIENT', value: recipient, expected: PART }
    })
}

function off(run: StagedRun, lines: readonly PaidLine[], { project, result }: Planned): LineProblem[] {
  const { currency } = project
  const named = new Map(lines.map(line => [keyOf(line), line]))
  return result.off.map(each => {
    const line = named.get(keyOf(each))
    const expected = `${formatAmount(each.due, currency)} ${currency}, as the contract gives`
    if (line !== undefined) {
      const value = formatAmount(line.gross, currency)
      return { line: line.line, column: 'gross', code: 'AMOUNT_DIFFERS', value, expected }
    }
    const who = each.holderId === null ? each.recipient : `a holder without a line, ${each.holderId}`
    const told = { column: null, code: 'RECIPIENT_MISSING', value: run.distribution }
    return { line: run.firstLine, ...told, expected: `${expected}, for ${who}` }
  })
}

const NO_RULE = 'a holder whose tax residence was known and proved on that day: import it with the investors'

function otherLevies(lines: readonly PaidLine[], { project }: Planned, places: Places): LineProblem[] {
  const { currency } = project
  return lines.flatMap(line => {
    const due = places.get(keyOf(line))
    if (due === undefined || due.withheld === line.withheld) return []
    const rule = due.withheld === null ? null : formatAmount(due.withheld, currency)
    const expected = rule === null ? NO_RULE : `${rule} ${currency}, by the rules of that day`
    const value = formatAmount(line.withheld, currency)
    return [{ line: line.line, column: 'withheld', code: 'WITHHELD_DIFFERS', value, expected }]
  })
}

/** What is withheld from each holder's line; null: no rule is known for it. */
type Places = ReadonlyMap<string, { withheld: bigint | null }>

type Named = { recipient: Recipient | null; classId: string | null; holderId: string | null }

const keyOf = ({ recipient, classId, holderId }: Named) =>
  holderId === null ? `${recipient}` : `${classId} ${holderId}`

function placesOf({ result, levies }: Planned): Places {
  const places = new Map<string, { withheld: bigint | null }>()
  for (const { classId, holders, lines, amounts } of result.pools) {
    const levied = levies?.pools.get(classId)
    for (const index of lines) {
      const [gross = 0n, net = gross] = [amounts[index], levied?.net[index]]
      const withheld = levied?.held[index] === 1 && gross !== 0n ? null : gross - net
      const holderId = holders.ids.at(index) ?? ''
      places.set(keyOf({ recipient: null, classId, holderId }), { withheld })
    }
  }
  return places
}
