import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { copyInto } from '../../database/copy.ts'
import { sqlOf } from '../../database/sql.ts'
import { Refusal } from '../refusal.ts'
import type { LineProblem } from './lines/staged-line.ts'
import { type StagedRun, stagedRuns } from './lines/staged-runs.ts'
import { type Behind, writePastRun } from './write-past-run.ts'

/**
 * Writes the staged distributions that are new, project by project in the order in which they were paid. The first that
 * is not what its contract gives is noted, and those of its project behind it are not looked at: they start from it.
 */
export async function writeDistributions(
  em: EntityManager,
  behind: Behind,
  wrote: (written: number) => void,
): Promise<void> {
  const stopped = new Set<string>()
  let written = 0
  for (const run of await stagedRuns(em)) {
    if (stopped.has(run.projectId)) continue
    const problems = await problemsOfWriting(em, run, behind)
    if (problems.length > 0) stopped.add(run.projectId)
    await noteProblems(em, problems)
    written += run.lines
    wrote(written)
  }
}

/** What refuses a distribution is said of its first line. */
async function problemsOfWriting(em: EntityManager, run: StagedRun, behind: Behind): Promise<LineProblem[]> {
  try {
    const made = await writePastRun(em, run, behind)
    if (made.distributionId === null) return made.problems
    const { source, distribution, projectId } = run
    await sql`
      update staged set id = ${made.distributionId}
       where source = ${source} and said ->> 'distribution' = ${distribution} and said ->> 'project' = ${projectId}`.execute(
      sqlOf(em),
    )
    return []
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { code, message } = error
    return [{ line: run.firstLine, column: null, code, value: run.distribution, expected: message }]
  }
}

async function noteProblems(em: EntityManager, problems: readonly LineProblem[]): Promise<void> {
  if (problems.length === 0) return
  await copyInto(
    em,
    'line_problem',
    ['line', 'column', 'code', 'value', 'expected'],
    problems.map(({ line, column, code, value, expected }) => [line, column, code, value, expected]),
  )
}
