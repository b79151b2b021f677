import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { balanceOf } from '../../ledger/balances.ts'
import { PRECISION } from '../../money/allocate.ts'
import { exact, parseRatio, ZERO } from '../../money/fraction.ts'
import { formatAmount } from '../../money/money.ts'
import { nonZero } from '../../money/non-zero.ts'
import { projectOf } from '../../offerings/projects.ts'
import { parseDay } from '../../time/calendar.ts'
import { unchangedMoney } from '../conversion/unchanged-money.ts'
import { revenueAccount } from '../revenue/revenue-account.ts'
import type { RunResult } from '../run/decide-run.ts'
import { planRun, type RunPlan } from '../run/plan-run.ts'
import { previewHash } from './preview-hash.ts'

/** One holder's line as it would be: amounts in minor units, the carry in 10^-18 of them. */
export type PreviewLine = {
  classId: string
  holderId: string
  weight: bigint
  gross: bigint
  /** Credited to the holder: gross without the levies of the payment date, as they are known now. */
  net: bigint
  /** No levy rule is known: the amount would be held. */
  held: boolean
  carry: bigint
  /** What he got in the latest run; null when he had no line in it. */
  before: bigint | null
}

/** What changed in a class against the latest run. */
export type PoolChange = {
  classId: string
  holdersIn: number
  holdersOut: number
  previousPool: bigint | null
}

/** Something an approver should look at: a code, and a sentence with the numbers. */
export type Warning = { code: string; message: string }

export type RunPreview = {
  plan: RunPlan
  hash: string
  lines: PreviewLine[]
  changes: PoolChange[]
  warnings: Warning[]
}

/**
 * What a run of a project on a day would do. It changes nothing. Whoever signs its hash signs all of it.
 * Refuses PROJECT_UNKNOWN, DATE_MALFORMED and what `planRun` refuses.
 */
export async function previewRun(
  em: EntityManager,
  input: { projectId: string; paidOn: string },
  now: Date,
): Promise<RunPreview> {
  const project = await projectOf(em, input.projectId)
  const plan = await planRun(em, { project, paidOn: parseDay(input.paidOn) }, now)
  const before = await latestLines(em, plan.previous.id)
  const lines = linesOf(plan, before)
  const present = await balanceOf(em, revenueAccount(project))
  const elsewhere = await unchangedMoney(em, project, plan.reports)
  return {
    plan,
    hash: previewHash(plan),
    lines,
    changes: changesOf(plan, lines, before),
    warnings: warningsOf(plan, lines, { present, elsewhere }),
  }
}

async function latestLines(em: EntityManager, previousId: string | null): Promise<Map<string, bigint>> {
  if (previousId === null) return new Map()
  const rows = await sqlOf(em)
    .selectFrom('dividend')
    .select(['classId', 'holderId', 'gross'])
    .where('distributionId', '=', previousId)
    .execute()
  return new Map(rows.map(row => [`${row.classId}:${row.holderId}`, row.gross]))
}

function linesOf({ result, levies }: RunPlan, before: ReadonlyMap<string, bigint>): PreviewLine[] {
  return result.pools.flatMap(({ classId, holders, amounts, carries }) => {
    const levied = levies?.pools.get(classId)
    return Array.from(nonZero(holders.weights), index => {
      const holderId = holders.ids.at(index) ?? ''
      const weight = holders.weights[index] ?? 0n
      const [gross = 0n, carry = 0n] = [amounts[index], carries[index]]
      const [net = gross, held = 0] = [levied?.net[index], levied?.held[index]]
      const then = before.get(`${classId}:${holderId}`) ?? null
      return { classId, holderId, weight, gross, net, held: held === 1, carry, before: then }
    })
  })
}

function changesOf(
  { result, previous }: RunPlan,
  lines: readonly PreviewLine[],
  before: ReadonlyMap<string, bigint>,
): PoolChange[] {
  return result.pools.map(({ classId }) => {
    const now = lines.filter(line => line.classId === classId)
    const then = [...before].filter(([key]) => key.startsWith(`${classId}:`))
    const stayed = now.filter(line => line.before !== null).length
    const previousPool = previous.id === null ? null : then.reduce((sum, [, gross]) => sum + gross, 0n)
    return { classId, holdersIn: now.length - stayed, holdersOut: then.length - stayed, previousPool }
  })
}

/** What lies on the project's account, and in words what of its revenue lies in other currencies. */
type Present = { present: bigint; elsewhere: string }

function warningsOf(
  plan: RunPlan,
  lines: readonly PreviewLine[],
  { present, elsewhere }: Present,
): Warning[] {
  const { needed, project, contract } = plan
  const money = (minor: bigint) => `${formatAmount(minor, project.currency)} ${project.currency}`
  const count = (is: (line: PreviewLine) => boolean) => lines.filter(is).length
  const far = count(({ carry }) => carry >= PRECISION || carry <= -PRECISION)
  const nothing = count(line => line.gross === 0n)
  const held = count(line => line.held)
  const { tolerance } = contract.terms
  const moved = tolerance === undefined ? 0 : count(line => movedMore(line, tolerance))
  const warnings: [boolean, string, string][] = [
    [
      present < needed,
      'FUNDS_MISSING',
      `${money(needed)} is needed on the payment date, ${money(present)} has arrived.${elsewhere}`,
    ],
    [far > 0, 'CARRY_ABOVE_UNIT', `${far} holders are a minor unit or more from their exact due.`],
    [
      nothing > 0,
      'LINES_OF_ZERO',
      `${nothing} of ${lines.length} holders get nothing now; their fraction is carried.`,
    ],
    [held > 0, 'NO_LEVY_RULE', `${held} of ${lines.length} lines are held: no levy rule is known for them.`],
    [
      moved > 0,
      'AMOUNT_MOVED',
      `${moved} of ${lines.length} holders get an amount that differs by more than ${tolerance} of that of the latest run.`,
    ],
    ...tiersReached(plan).map(({ name }): [boolean, string, string] => [
      true,
      'THRESHOLD_REACHED',
      `Tier "${name}" reaches its threshold in this run.`,
    ]),
  ]
  return warnings.flatMap(([applies, code, message]) => (applies ? [{ code, message }] : []))
}

/** The tiers whose threshold is reached in this run and was not before: by what they take, or by what a recipient gets. */
function tiersReached({ result, contract, previous }: RunPlan): RunResult['tiers'] {
  return result.tiers.filter(({ name, target, prior, taken }) => {
    if (target === null) return false
    const counts = contract.terms.tiers.find(tier => tier.name === name)?.upTo?.counts ?? 'tier'
    const due = result.recipients.find(({ recipient }) => recipient === counts)?.exact ?? ZERO
    const [before, now] =
      counts === 'tier' ? [prior, taken] : [previous.state.tiers.received.get(counts) ?? ZERO, due]
    return before.compare(target.sum) < 0 && before.add(now).compare(target.sum) >= 0
  })
}

/** Whether a line differs from that of the latest run by more than a ratio of it. Who had none is counted as in or out. */
function movedMore({ gross, before }: PreviewLine, tolerance: string): boolean {
  if (before === null) return false
  const [difference, base] = [gross - before, before < 0n ? -before : before]
  return exact(difference < 0n ? -difference : difference).compare(parseRatio(tolerance).mul(exact(base))) > 0
}
