import { defineEntity, p } from '@mikro-orm/postgresql'
import { refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { Offering } from '../offering.ts'

/**
 * An offering stands still because its key investment information sheet is wrong or incomplete: Art 23(12) of Regulation
 * (EU) 2020/1503. It is about one version of the terms, and lasts while that version is in force.
 */
export const SheetSuspension = defineEntity({
  name: 'sheetSuspension',
  indexes: [{ properties: ['actId'] }],
  properties: {
    offeringId: refersTo(Offering, 'offering_id').primary(),
    /** The version in force, whose sheet it is. */
    version: p.integer().primary(),
    /** What is wrong with the sheet, in words for its owner and for investors. */
    reason: p.text(),
    suspendedAt: p.datetime(),
    /** Not corrected before this instant, the offering is cancelled. */
    correctBy: p.datetime(),
    actId: writtenBy(),
  },
})
