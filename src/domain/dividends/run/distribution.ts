import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { Contract, Project, ShareClass } from '../../offerings/project.ts'
import { RevenueReport } from '../revenue/revenue-report.ts'

/** One run of a project's tiers. Minor units of the project's currency; residues in 10^-18 of them. */
export const Distribution = defineEntity({
  name: 'distribution',
  uniques: [{ properties: ['projectId', 'number'] }],
  properties: {
    id: id(),
    projectId: refersTo(Project, 'project_id'),
    number: p.integer(),
    contractId: refersTo(Contract, 'contract_id'),
    /** The run whose carries this one starts from. */
    previousId: p.uuid().nullable(),
    recordDate: p.date(),
    /** The day the dividends are credited, in the project's zone. */
    paidOn: p.date(),
    amount: p.bigint(),
    /** Fractions of the split among recipients that belong to none of them yet. */
    residue: p.decimal('string').columnType('numeric(60,0)'),
    distributedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** A report that went into a run: each goes into one. */
export const DistributionReport = defineEntity({
  name: 'distributionReport',
  properties: {
    reportId: refersTo(RevenueReport, 'report_id').primary(),
    distributionId: refersTo(Distribution, 'distribution_id'),
  },
})

/** What one recipient of the tiers got in a run: a class of holders counts as one. */
export const DistributionRecipient = defineEntity({
  name: 'distributionRecipient',
  properties: {
    distributionId: refersTo(Distribution, 'distribution_id').primary(),
    /** `issuer`, `platform`, `class:parts`, `partner:label`. */
    recipient: p.text().primary(),
    position: p.integer(),
    /** The exact due before rounding, as a ratio of minor units such as "100000/3". */
    exact: p.text(),
    amount: p.bigint(),
    carry: p.bigint(),
    /** All he was ever due, this run included: thresholds count it. */
    received: p.text(),
    /** False when the recipient holds the money himself, so that it is shown but not booked. */
    posted: p.boolean(),
  },
})

/** What one tier did in a run, in exact minor units such as "100000/3", before any rounding. */
export const DistributionTier = defineEntity({
  name: 'distributionTier',
  properties: {
    distributionId: refersTo(Distribution, 'distribution_id').primary(),
    position: p.integer().primary(),
    name: p.text(),
    /** All it took in the runs before. */
    prior: p.text(),
    taken: p.text(),
    /** What it missed and asks for again. */
    owed: p.text(),
    /** What it, or a recipient, is to reach in all; null when it has no end. */
    target: p.text().nullable(),
    /** Interest that has run up to a day, and the unpaid part of it that bears interest. */
    accrued: p.text().nullable(),
    bearing: p.text().nullable(),
    accruedTo: p.date().nullable(),
  },
})

/** The pool of one class in a run. */
export const DistributionPool = defineEntity({
  name: 'distributionPool',
  properties: {
    distributionId: refersTo(Distribution, 'distribution_id').primary(),
    classId: refersTo(ShareClass, 'class_id').primary(),
    amount: p.bigint(),
    /** Σ weights of the holders. */
    weight: p.bigint(),
    holders: p.integer(),
    residue: p.decimal('string').columnType('numeric(60,0)'),
  },
})

/** One holder's line in a run. No foreign keys, as for postings: the run itself checks its holders. */
export const Dividend = defineEntity({
  name: 'dividend',
  indexes: [{ properties: ['holderId'] }],
  properties: {
    distributionId: p.uuid().primary(),
    classId: p.uuid().primary(),
    holderId: p.uuid().primary(),
    weight: p.bigint(),
    gross: p.bigint(),
    net: p.bigint(),
    /** The fraction still owed after this run, in 10^-18 minor units; negative when he had too much. */
    carry: p.bigint(),
  },
})
