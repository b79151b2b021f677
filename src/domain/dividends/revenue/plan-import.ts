import type { EntityManager } from '@mikro-orm/postgresql'
import { projectOf } from '../../offerings/projects.ts'
import { refuse } from '../refusals.ts'
import { checkPeriod, type OpenPeriod } from './check-period.ts'
import { standingEvidence } from './evidence.ts'
import { type FileReading, linesOfFile, refuseProblems } from './lines-of-file.ts'
import type { ReportLine } from './report-lines.ts'

/** A file as it was read, and how it is to be taken. */
export type FileImport = {
  projectId: string
  sha256: string
  reading: FileReading
  /** How much of the project's currency one of the file's is worth; null where they are the same. */
  exchangeRate: string | null
  /** The period of the report; null: from the first to the last day the file covers. */
  periodStart: string | null
  periodEnd: string | null
}

/** What an import would report, or the report that was made from this file before. */
export type ImportPlan =
  | (OpenPeriod & { lines: ReportLine[]; format: string; currency: string; before: null })
  | { before: string }

/**
 * What `importRevenue` would do now, without doing it. Refuses FILE_HAS_PROBLEMS, PERIOD_ENDS_EARLY, and what
 * `linesOfFile` and `checkPeriod` refuse.
 */
export async function planImport(em: EntityManager, input: FileImport, now: Date): Promise<ImportPlan> {
  const project = await projectOf(em, input.projectId)
  const evidence = await standingEvidence(em, project.id, input.sha256)
  if (evidence !== undefined) return { before: evidence.reportId }
  const reading = refuseProblems(input.reading)
  const lines = linesOfFile(reading, project.currency, input.exchangeRate)
  const { periodStart, periodEnd } = reading
  const given = { periodStart: input.periodStart ?? periodStart, periodEnd: input.periodEnd ?? periodEnd }
  const period = await checkPeriod(em, project, given, now)
  if (period.periodEnd < periodEnd)
    throw refuse.PERIOD_ENDS_EARLY({ ends: period.periodEnd, sales: periodEnd })
  return { ...period, lines, format: reading.format, currency: reading.currency, before: null }
}
