import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import type { Currency } from '../../money/currency.ts'
import { Project } from '../../offerings/project.ts'
import type { Language } from '../../parties/people/party.ts'
import { Party } from '../../parties/people/party.ts'
import type { ReturnIncome } from './return-box-rules.ts'

/** A holder asked for his paper on a year. Once: its corrected versions come by themselves. */
export const CertificateRequest = defineEntity({
  name: 'certificateRequest',
  properties: {
    holderId: refersTo(Party, 'holder_id').primary(),
    year: p.integer().primary(),
    requestedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/**
 * A holder's paper on what he was paid in a year, for his tax return. A payment belongs to the year of its payment date,
 * as in the file of the tax office. Its bytes are kept under their hash.
 */
export const YearlyCertificate = defineEntity({
  name: 'yearlyCertificate',
  uniques: [{ properties: ['holderId', 'year', 'version'] }],
  indexes: [{ properties: ['year'] }],
  properties: {
    id: id(),
    holderId: refersTo(Party, 'holder_id'),
    year: p.integer(),
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

/** What a paper says of one project and kind of income. Minor units of the currency of the project. */
export const YearlyAmount = defineEntity({
  name: 'yearlyAmount',
  properties: {
    certificateId: refersTo(YearlyCertificate, 'certificate_id').primary(),
    position: p.smallint().primary(),
    projectId: refersTo(Project, 'project_id'),
    currency: p.text().$type<Currency>(),
    /** Null where the contract withholds no levies and so states no kind. */
    income: p.text().$type<ReturnIncome>().nullable(),
    /** Before levies; and of it what came back of what had been paid in. */
    received: p.bigint(),
    capital: p.bigint(),
    /** Income on which levies were decided, and income that is held until they are. */
    taxable: p.bigint(),
    held: p.bigint(),
  },
})

/** What was withheld of it under one levy at one ratio. */
export const YearlyLevy = defineEntity({
  name: 'yearlyLevy',
  properties: {
    certificateId: refersTo(YearlyCertificate, 'certificate_id').primary(),
    /** The place of the amount that it was withheld from. */
    position: p.smallint().primary(),
    code: p.text().primary(),
    ratio: p.text().primary(),
    base: p.bigint(),
    amount: p.bigint(),
  },
})

/** Every holder has his paper on a year whose books are closed: none is looked for in it any more. */
export const YearCompletion = defineEntity({
  name: 'yearCompletion',
  properties: {
    year: p.integer().primary(),
    completedAt: p.datetime(),
    actId: writtenBy(),
  },
})
