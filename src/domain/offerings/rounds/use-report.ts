import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { Offering } from '../offering.ts'

/** What an issuer says the money of an offering was used for. A later version takes the place of the one before. */
export const UseReport = defineEntity({
  name: 'useReport',
  uniques: [{ properties: ['offeringId', 'version'] }],
  properties: {
    id: id(),
    offeringId: refersTo(Offering, 'offering_id'),
    version: p.integer(),
    reportedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** One use, in minor units. */
export const UseLine = defineEntity({
  name: 'useLine',
  checks: [{ name: 'use_line_amount_positive', expression: 'amount > 0' }],
  properties: {
    useReportId: refersTo(UseReport, 'use_report_id').primary(),
    line: p.integer().primary(),
    what: p.text(),
    amount: p.bigint(),
    actId: writtenBy(),
  },
})
