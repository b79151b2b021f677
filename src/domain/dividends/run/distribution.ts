import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { Contract, Project, ShareClass } from '../../offerings/project.ts'
import { RevenueReport } from '../revenue/revenue-report.ts'

/** An approver signed the preview of a run: he saw exactly this. A later one takes its place. */
export const DistributionApproval = defineEntity({
  name: 'distributionApproval',
  indexes: [{ properties: ['projectId'] }],
  properties: {
    id: id(),
    projectId: refersTo(Project, 'project_id'),
    /** As `previewHash` writes it. */
    hash: p.text(),
    /** The day on which it is to be carried out, in the platform's zone. */
    paidOn: p.date(),
    approverId: p.uuid(),
    approvedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** One run of a project's tiers. Minor units of the project's currency; residues in 10^-18 of them. */
export const Distribution = defineEntity({
  name: 'distribution',
  uniques: [{ properties: ['projectId', 'number'] }],
  indexes: [{ properties: ['actId'] }],
  properties: {
    id: id(),
    projectId: refersTo(Project, 'project_id'),
    number: p.integer(),
    contractId: refersTo(Contract, 'contract_id'),
    /** The signed preview it carried out; null where the contract lets it run without. */
    approvalId: refersTo(DistributionApproval, 'approval_id').unique().nullable(),
    /** The run whose carries this one starts from. */
    previousId: p.uuid().nullable(),
    recordDate: p.date(),
    /** The day the dividends are credited, in the platform's zone. */
    paidOn: p.date(),
    amount: p.bigint(),
    /** Fractions of the split among recipients that belong to none of them yet. */
    residue: p.decimal('string').columnType('numeric(60,0)'),
    distributedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/**
 * A report that went into a run: each goes into one, and after a run that was reversed into another. `turn` counts the
 * reversed runs it was in before, so that two runs that stand can never take the same report.
 */
export const DistributionReport = defineEntity({
  name: 'distributionReport',
  properties: {
    reportId: refersTo(RevenueReport, 'report_id').primary(),
    turn: p.integer().primary(),
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
    /** What adjustments of earlier runs add to it, as a ratio of minor units; "0" when there is none. */
    adjusted: p.text(),
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
    /** What the tiers knew of the class: shares in the register, what was paid in for them, the room under its caps. */
    sold: p.bigint(),
    raised: p.bigint(),
    room: p.bigint().nullable(),
    residue: p.decimal('string').columnType('numeric(60,0)'),
  },
})

/** Where holders of a run are taxed, as a place in it; lines with income whose standing misses something are held. */
export const DistributionStanding = defineEntity({
  name: 'distributionStanding',
  properties: {
    distributionId: refersTo(Distribution, 'distribution_id').primary(),
    standing: p.smallint().primary(),
    /** What would have to be known to find the rules, in words. */
    missing: p.text().nullable(),
  },
})

/** A levy that was withheld from the lines of one standing in a run. */
export const DistributionLevy = defineEntity({
  name: 'distributionLevy',
  properties: {
    distributionId: refersTo(Distribution, 'distribution_id').primary(),
    standing: p.smallint().primary(),
    position: p.smallint().primary(),
    code: p.text(),
    /** As the law says it, such as "0.128"; "0" where it is waived or exempt. */
    ratio: p.text(),
    /** The article, and where it was read. */
    source: p.text(),
  },
})

/** One holder's line in a run. No foreign keys, as for postings: the run itself checks its holders. */
export const Dividend = defineEntity({
  name: 'dividend',
  indexes: [
    { properties: ['holderId'] },
    // What is held is looked for again and again; in a run without held lines this index gets no row.
    { properties: ['distributionId', 'standing'], where: 'levies is null and standing is not null' },
  ],
  properties: {
    distributionId: p.uuid().primary(),
    classId: p.uuid().primary(),
    holderId: p.uuid().primary(),
    weight: p.bigint(),
    gross: p.bigint(),
    /** The part of gross that returns what was paid in; the rest is income. */
    capital: p.bigint(),
    /** Which standing of the run the levies follow; null where the contract withholds none. */
    standing: p.smallint().nullable(),
    /** By position of the rule. Null where none is withheld: by the contract, or because no rule is known yet. */
    levies: p.array(BigInt).columnType('bigint[]').$type<bigint[]>().nullable(),
    /** Credited to the holder: gross without the levies. */
    net: p.bigint(),
    /** The fraction still owed after this run, in 10^-18 minor units; negative when he had too much. */
    carry: p.bigint(),
  },
})
