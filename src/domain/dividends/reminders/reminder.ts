import { defineEntity, p } from '@mikro-orm/postgresql'
import { refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { Project } from '../../offerings/project.ts'

/** Somebody was told that the report of a period, or its correction, is due: once for each day of the clause. */
export const ReportReminder = defineEntity({
  name: 'reportReminder',
  indexes: [{ properties: ['actId'] }],
  properties: {
    projectId: refersTo(Project, 'project_id').primary(),
    periodStart: p.date().primary(),
    periodEnd: p.date().primary(),
    dueOn: p.date().primary(),
    /** Days after the due day; below zero: before it. */
    day: p.integer().primary(),
    /** The issuer's people; when all that did not help, finance. */
    told: p.text().$type<'issuer' | 'finance'>(),
    remindedAt: p.datetime(),
    actId: writtenBy(),
  },
})
