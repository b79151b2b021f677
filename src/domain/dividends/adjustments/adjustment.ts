import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { Project } from '../../offerings/project.ts'
import type { Recipient } from '../../offerings/terms/contract-terms.ts'
import { RevenueReport } from '../revenue/revenue-report.ts'
import { Distribution } from '../run/distribution.ts'

/**
 * What an adjustment says of a period that was distributed. `turnover`: lines of revenue that came in besides what was
 * reported, or did not come in. `leftover`: money of the period that nobody had got. `fixedAmount`: a sum a recipient
 * gets or gives back. `correction`: it corrects an earlier adjustment.
 */
export type AdjustmentKind = 'turnover' | 'leftover' | 'fixedAmount' | 'correction'

/** A report that was distributed was wrong: what differs, never the report itself. Amounts in minor units, signed. */
export const Adjustment = defineEntity({
  name: 'adjustment',
  indexes: [{ properties: ['projectId'] }, { properties: ['actId'] }],
  properties: {
    id: id(),
    projectId: refersTo(Project, 'project_id'),
    /** The report of the period it is about. */
    reportId: refersTo(RevenueReport, 'report_id'),
    kind: p.text().$type<AdjustmentKind>(),
    /** The adjustment that a correction is about. */
    correctsId: p.uuid().nullable(),
    /** Whom a sum without lines goes to; null where lines run through the tiers. */
    recipient: p.text().$type<Recipient>().nullable(),
    /** The net of its lines, or the sum. */
    amount: p.bigint(),
    reason: p.text(),
    preparerId: p.uuid(),
    preparedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** By how much the revenue of one source and category differs. */
export const AdjustmentLine = defineEntity({
  name: 'adjustmentLine',
  properties: {
    adjustmentId: refersTo(Adjustment, 'adjustment_id').primary(),
    line: p.integer().primary(),
    source: p.text(),
    category: p.text().nullable(),
    units: p.bigint(),
    gross: p.bigint(),
    deduction: p.bigint(),
  },
})

/** Somebody else than its preparer confirmed an adjustment: it goes into the next run. */
export const AdjustmentApproval = defineEntity({
  name: 'adjustmentApproval',
  properties: {
    adjustmentId: refersTo(Adjustment, 'adjustment_id').primary(),
    approverId: p.uuid(),
    approvedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** An adjustment that went into a run. */
export const DistributionAdjustment = defineEntity({
  name: 'distributionAdjustment',
  properties: {
    adjustmentId: refersTo(Adjustment, 'adjustment_id').primary(),
    distributionId: refersTo(Distribution, 'distribution_id').primary(),
  },
})

/** What of the adjustments in a run belongs to one holder, in 10^-18 minor units, signed. */
export const AdjustedLine = defineEntity({
  name: 'adjustedLine',
  properties: {
    distributionId: p.uuid().primary(),
    classId: p.uuid().primary(),
    holderId: p.uuid().primary(),
    amount: p.decimal('string').columnType('numeric(60,0)'),
  },
})
