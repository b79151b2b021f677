import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { Project } from '../../offerings/project.ts'

/** What came in for a project in a period. Days in the project's zone, the last one included. */
export const RevenueReport = defineEntity({
  name: 'revenueReport',
  uniques: [{ properties: ['projectId', 'periodStart', 'periodEnd', 'revision'] }],
  indexes: [{ properties: ['actId'] }],
  properties: {
    id: id(),
    projectId: refersTo(Project, 'project_id'),
    periodStart: p.date(),
    periodEnd: p.date(),
    revision: p.integer(),
    currency: p.text(),
    /** The person who reported; neither he nor the party for whom he acted (the act names it) can approve it. */
    reporterId: p.uuid(),
    reportedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** Revenue from one source, and what was deducted from it before it reached us. Minor units. */
export const RevenueLine = defineEntity({
  name: 'revenueLine',
  properties: {
    reportId: refersTo(RevenueReport, 'report_id').primary(),
    line: p.integer().primary(),
    source: p.text(),
    /** By which tiers may tell revenue apart: a short plain word. */
    category: p.text().nullable(),
    /** How many units were sold, for rights per unit. */
    units: p.bigint(),
    gross: p.bigint(),
    deduction: p.bigint(),
    deductionLabel: p.text().nullable(),
  },
})

/** Another person confirmed the report. */
export const ReportApproval = defineEntity({
  name: 'reportApproval',
  indexes: [{ properties: ['actId'] }],
  properties: {
    reportId: refersTo(RevenueReport, 'report_id').primary(),
    approverId: p.uuid(),
    approvedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** Why a report was sent back. */
export type SendBackReason = 'wrongAmount' | 'revenueMissing' | 'evidenceMissing' | 'wrongPeriod' | 'other'

/** An approver did not confirm the report: which line, why, and by when it is to be corrected. It counts no more. */
export const ReportSendBack = defineEntity({
  name: 'reportSendBack',
  indexes: [{ properties: ['actId'] }],
  properties: {
    reportId: refersTo(RevenueReport, 'report_id').primary(),
    approverId: p.uuid(),
    sentBackAt: p.datetime(),
    reason: p.text().$type<SendBackReason>(),
    explanation: p.text(),
    /** The line it is about; null: the whole report. */
    line: p.integer().nullable(),
    /** Last day for the correction, in the project's zone. */
    dueBy: p.date(),
    actId: writtenBy(),
  },
})

/** The next revision of a report for the same period, and the sending back that it answers. */
export const ReportCorrection = defineEntity({
  name: 'reportCorrection',
  uniques: [{ properties: ['sentBackId'] }],
  properties: {
    reportId: refersTo(RevenueReport, 'report_id').primary(),
    sentBackId: refersTo(ReportSendBack, 'sent_back_id'),
    actId: writtenBy(),
  },
})
