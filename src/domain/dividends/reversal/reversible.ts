import type { EntityManager } from '@mikro-orm/postgresql'
import { refuse } from '../refusals.ts'
import { type DistributionRow, distributions, dividends, dividendsByKey } from '../run/distributions.ts'
import { type LineName, latestStandingNumber, lineReversals, runReversals } from './reversals.ts'

/** One distribution. Refuses DISTRIBUTION_UNKNOWN. */
export async function runOf(em: EntityManager, id: string): Promise<DistributionRow> {
  const [run] = await distributions(em, [id])
  if (run === undefined) throw refuse.DISTRIBUTION_UNKNOWN({ id })
  return run
}

/**
 * A run can be taken back once, as a whole only the latest that stands and only with all of its lines; a line once,
 * while its run stands. Refuses ALREADY_REVERSED, NOT_LATEST_RUN, LINES_REVERSED, DIVIDEND_UNKNOWN.
 */
export async function refuseUnreversible(
  em: EntityManager,
  run: DistributionRow,
  line: LineName | null,
): Promise<void> {
  const { id, number } = run
  const [reversal] = await runReversals(em, [id])
  if (reversal !== undefined) {
    const reversedAt = reversal.reversedAt.toISOString()
    throw refuse.ALREADY_REVERSED({ what: `Run ${number}`, reversedAt })
  }
  const lines = await lineReversals(em, [id])
  if (line !== null) return refuseUnreversibleLine(em, run, { line, reversed: lines })
  const latest = await latestStandingNumber(em, run.projectId)
  if (latest !== number) throw refuse.NOT_LATEST_RUN({ number, latest })
  if (lines.length > 0) throw refuse.LINES_REVERSED({ number, lines: lines.length })
}

async function refuseUnreversibleLine(
  em: EntityManager,
  { id, number }: DistributionRow,
  { line, reversed }: { line: LineName; reversed: readonly (LineName & { reversedAt: Date })[] },
): Promise<void> {
  const { classId, holderId } = line
  const before = reversed.find(each => each.classId === classId && each.holderId === holderId)
  if (before !== undefined) {
    const reversedAt = before.reversedAt.toISOString()
    throw refuse.ALREADY_REVERSED({ what: `This line of run ${number}`, reversedAt })
  }
  const [found] = await dividendsByKey(em, [`${id}:${classId}:${holderId}`])
  if (found !== undefined) return
  const lines = (await dividends(em, { distributionIds: [id] })).length
  throw refuse.DIVIDEND_UNKNOWN({ number, holderId, lines })
}
