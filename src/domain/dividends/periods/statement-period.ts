import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import type { Language } from '../../parties/people/party.ts'
import { Party } from '../../parties/people/party.ts'

/** A month, quarter or year on which every holder gets a paper: its figures move no more. */
export const StatementPeriod = defineEntity({
  name: 'statementPeriod',
  checks: [{ name: 'statement_period_order', expression: 'first_day < last_day' }],
  properties: {
    id: id(),
    /** "2025", "2025-Q1" or "2025-03". */
    name: p.text().unique(),
    /** In the platform's zone, both included. */
    firstDay: p.date(),
    lastDay: p.date(),
    /** How many holders get a paper. */
    holders: p.integer(),
    closerId: p.uuid(),
    closedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** A holder's paper on a period over all projects. Its bytes are kept under their hash. */
export const PeriodicStatement = defineEntity({
  name: 'periodicStatement',
  uniques: [{ properties: ['periodId', 'holderId', 'version'] }],
  indexes: [{ properties: ['holderId'] }, { properties: ['actId'] }],
  properties: {
    id: id(),
    periodId: refersTo(StatementPeriod, 'period_id'),
    holderId: refersTo(Party, 'holder_id'),
    /** 1, and one more for each corrected version. */
    version: p.integer(),
    /** The version before; null for the first. */
    replacesId: p.uuid().nullable().unique(),
    number: p.text().unique(),
    language: p.text().$type<Language>(),
    /** The version of the holder's profile whose name is printed. */
    profileVersion: p.integer(),
    sha256: p.text().unique(),
    /** Of the figures that are attached to it, which is printed on it. */
    figuresSha256: p.text().unique(),
    bytes: p.integer(),
    /** The instant that the paper carries, so that it is the same at each rendering. */
    datedAt: p.datetime(),
    issuedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** What a paper says of the holder's account in one currency, in minor units as he sees them. */
export const PeriodicBalance = defineEntity({
  name: 'periodicBalance',
  properties: {
    statementId: refersTo(PeriodicStatement, 'statement_id').primary(),
    currency: p.text().primary(),
    opening: p.bigint(),
    closing: p.bigint(),
  },
})

/** Finance asks for a paper to be issued anew. Once for each paper: the next one corrects the corrected version. */
export const StatementCorrection = defineEntity({
  name: 'statementCorrection',
  properties: {
    statementId: refersTo(PeriodicStatement, 'statement_id').primary(),
    reason: p.text(),
    requesterId: p.uuid(),
    requestedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** Every holder has his paper on a period: none is looked for in it any more. */
export const PeriodCompletion = defineEntity({
  name: 'periodCompletion',
  properties: {
    periodId: refersTo(StatementPeriod, 'period_id').primary(),
    completedAt: p.datetime(),
    actId: writtenBy(),
  },
})
