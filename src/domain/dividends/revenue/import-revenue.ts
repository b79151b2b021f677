import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { lockProject } from '../../offerings/lock-project.ts'
import { parseName } from '../../parties/people/names.ts'
import { within } from '../../refusal.ts'
import { timesBrought } from './evidence.ts'
import { type FileImport, planImport } from './plan-import.ts'
import { writeReport } from './write-report.ts'

/**
 * Makes a report of a distributor's file, and keeps which file it was: its bytes must lie under their hash already.
 * The same file again for the same project changes nothing and answers the report that it became, until that is sent
 * back; a file with any problem changes nothing and answers all of them. Sales of earlier months belong to the period
 * in which they are reported. Refuses PROJECT_UNKNOWN, NAME_MALFORMED, and what `planImport` refuses.
 */
export async function importRevenue(
  em: EntityManager,
  input: FileImport & { fileName: string; bytes: number; reporterId: string },
  now: Date,
): Promise<{ reportId: string }> {
  const fileName = within('fileName', () => parseName(input.fileName))
  const project = await lockProject(em, input.projectId)
  const plan = await planImport(em, input, now)
  if (plan.before !== null) return { reportId: plan.before }
  const { format, currency, before: _before, ...report } = plan
  const { reportId } = await writeReport(em, project, { ...report, reporterId: input.reporterId }, now)
  const { sha256, bytes, exchangeRate, reading } = input
  await sqlOf(em)
    .insertInto('reportEvidence')
    .values({
      reportId,
      projectId: project.id,
      fileName,
      sha256,
      time: (await timesBrought(em, project.id, sha256)) + 1,
      bytes,
      format,
      lines: reading.lines,
      currency,
      exchangeRate,
    })
    .execute()
  return { reportId }
}
