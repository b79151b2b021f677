import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../database/columns.ts'
import { writtenBy } from '../acts/written-by.ts'
import { Project, ShareClass } from './project.ts'
import type { Entitlement } from './terms/entitlements.ts'
import type { Audience, LifeClauses } from './terms/life-clauses.ts'
import type { Allotment, Matching, Repeats } from './terms/offering-terms.ts'
import type { Regime } from './terms/regimes.ts'

export type GoalMode = 'allOrNothing' | 'keepWhatWasRaised' | 'none'

/** Sells shares of one class on its terms; without a class what it takes is given for something else, or for nothing. */
export const Offering = defineEntity({
  name: 'offering',
  properties: {
    id: id(),
    projectId: refersTo(Project, 'project_id'),
    classId: refersTo(ShareClass, 'class_id').nullable(),
    actId: writtenBy(),
  },
})

/** One version of an offering's terms. Money in minor units of the project's currency. */
export const OfferingTerms = defineEntity({
  name: 'offeringTerms',
  properties: {
    offeringId: refersTo(Offering, 'offering_id').primary(),
    version: p.integer().primary(),
    sharePrice: p.bigint(),
    /** How many shares are offered. */
    shares: p.integer(),
    goalMode: p.text().$type<GoalMode>(),
    goal: p.bigint().nullable(),
    maxPerInvestor: p.integer().nullable(),
    opensAt: p.datetime(),
    closesAt: p.datetime(),
    /** An order not paid by then expires. */
    paymentDueAt: p.datetime(),
    /** Calendar days after the day of the order in which the investor may withdraw. */
    withdrawalDays: p.integer(),
    /** The platform's commission on the money allotted, and the VAT on it. */
    commissionRatio: p.text(),
    vatRatio: p.text(),
    /** Whose gates apply; none: no regime is named, and no gate does. */
    regime: p.text().$type<Regime>().nullable(),
    /** SHA-256 of the key information sheet, in hexadecimal digits, and how many sides of A4 it has. */
    keyInformation: p.text().nullable(),
    keyInformationSides: p.integer().nullable(),
    /** What the owner says to have offered elsewhere under the same cap. */
    offeredElsewhere: p.bigint(),
    /** The least an order may come to; null: one share. */
    minimum: p.bigint().nullable(),
    /** What an order gives when it is allotted. */
    entitlements: p.json<readonly Entitlement[]>(),
    allotment: p.text().$type<Allotment>(),
    matching: p.json<Matching>().nullable(),
    /** After which time it is offered again; null: it is offered once. */
    repeats: p.text().$type<Repeats>().nullable(),
    actId: writtenBy(),
    /** For whom the offering and its project exist. */
    audience: p.text().$type<Audience>().default('public'),
    /** What the terms say about the life of the offering: reconfirmation, early close, extension, vote. */
    life: p.json<LifeClauses>().nullable(),
  },
})

/** An approver put the offering before the public. */
export const OfferingPublication = defineEntity({
  name: 'offeringPublication',
  indexes: [{ properties: ['actId'] }],
  properties: {
    offeringId: refersTo(Offering, 'offering_id').primary(),
    version: p.integer(),
    publishedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** The offering was decided. */
export const OfferingClosure = defineEntity({
  name: 'offeringClosure',
  indexes: [{ properties: ['actId'] }],
  properties: {
    id: id(),
    offeringId: refersTo(Offering, 'offering_id').unique(),
    outcome: p.text().$type<'funded' | 'failed'>(),
    sharesAllotted: p.integer(),
    amountAllotted: p.bigint(),
    closedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/**
 * How many shares are taken: a work row, the one place that all orders of an offering pass. The database
 * refuses `taken > offered`; a check proves that it agrees with the orders.
 */
export const OfferingCounter = defineEntity({
  name: 'offeringCounter',
  checks: [{ name: 'offering_counter_never_oversold', expression: 'taken >= 0 and taken <= offered' }],
  properties: {
    offeringId: refersTo(Offering, 'offering_id').primary(),
    /** The shares there are; where orders are cut pro rata, the most that is ever counted. */
    offered: p.integer(),
    taken: p.integer(),
    /** Position of the latest order. */
    position: p.integer(),
    /** Another with each fact that changes what the offering is (0001-editions.sql): who knows this one knows all of it. */
    edition: p.uuid().defaultRaw('gen_random_uuid()'),
  },
})

/**
 * How many of an item of limited stock are taken: a work row like the counter above, passed under its lock. The database
 * refuses `taken > stock`; a check proves that it agrees with the orders.
 */
export const ItemCounter = defineEntity({
  name: 'itemCounter',
  checks: [{ name: 'item_counter_never_oversold', expression: 'taken >= 0 and taken <= stock' }],
  properties: {
    offeringId: refersTo(Offering, 'offering_id').primary(),
    code: p.text().primary(),
    stock: p.integer(),
    taken: p.integer(),
  },
})
