import { defineEntity, p } from '@mikro-orm/postgresql'
import { refersTo } from '../../../database/columns.ts'
import type { Currency } from '../../money/currency.ts'
import { Project } from '../../offerings/project.ts'

/** A line of a draft: amounts and counts as whole numbers in text, in minor units. */
export type DraftLine = {
  source: string
  category: string | null
  units: string
  gross: string
  deduction: string
  deductionLabel: string | null
}

/** A report that somebody is writing. A work row: it is no fact, and goes when the report is sent. */
export const ReportDraft = defineEntity({
  name: 'reportDraft',
  properties: {
    projectId: refersTo(Project, 'project_id').primary(),
    periodStart: p.date().primary(),
    periodEnd: p.date().primary(),
    /** Its currency is the project's where none is said. */
    content: p.json<{ currency?: Currency; lines: DraftLine[] }>(),
    savedById: p.uuid(),
    savedAt: p.datetime(),
  },
})
