import { defineEntity, p } from '@mikro-orm/postgresql'
import { refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { Project } from '../../offerings/project.ts'
import { RevenueReport } from './revenue-report.ts'

/**
 * The file a report was made from. Its bytes are kept under their hash; a project takes a file once, and once more each
 * time the report made of it was sent back.
 */
export const ReportEvidence = defineEntity({
  name: 'reportEvidence',
  uniques: [{ properties: ['projectId', 'sha256', 'time'] }],
  properties: {
    reportId: refersTo(RevenueReport, 'report_id').primary(),
    projectId: refersTo(Project, 'project_id'),
    /** What its sender calls it. */
    fileName: p.text(),
    sha256: p.text(),
    /** 1 for the first time. */
    time: p.integer(),
    bytes: p.integer(),
    /** Which kind of file it was read as. */
    format: p.text(),
    /** How many lines it has. */
    lines: p.integer(),
    /** What its amounts are in. */
    currency: p.text(),
    /** How much of the project's currency one of the file's was worth; null where they are the same. */
    exchangeRate: p.text().nullable(),
    actId: writtenBy(),
  },
})
