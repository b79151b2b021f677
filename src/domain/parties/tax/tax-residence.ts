import { defineEntity, p } from '@mikro-orm/postgresql'
import { refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { Party } from '../people/party.ts'

/** The kinds of income of which a holder can have the income-tax part waived. */
export type WaivableIncome = 'dividend' | 'interest'

/** Where a party says it is taxed, and since when there is proof of it: personal data. Each change appends a version. */
export const TaxResidence = defineEntity({
  name: 'taxResidence',
  properties: {
    partyId: refersTo(Party, 'party_id').primary(),
    version: p.integer().primary(),
    /** ISO 3166-1 alpha-2. */
    country: p.text(),
    /** The day from which the platform holds a proof of residence in this country. */
    provedOn: p.date().nullable(),
    /** SHA-256 of that document, in hexadecimal digits. */
    evidence: p.text().nullable(),
    declaredAt: p.datetime(),
    actId: writtenBy(),
  },
})

/**
 * A sworn statement that the reference income of the household is below the limit, so that the income-tax part is not
 * withheld from one kind of income in one year: personal data.
 */
export const TaxWaiver = defineEntity({
  name: 'taxWaiver',
  // Holds all that a run asks, for the year and kind of its income.
  indexes: [
    {
      properties: ['year', 'income', 'partyId'],
      include: ['receivedOn', 'requestedAt'],
      name: 'tax_waiver_year_index',
    },
  ],
  properties: {
    partyId: refersTo(Party, 'party_id').primary(),
    /** The year of the payments. */
    year: p.integer().primary(),
    income: p.text().$type<WaivableIncome>().primary(),
    /** The day the statement was received, in the platform's zone. */
    receivedOn: p.date(),
    /** SHA-256 of the statement, in hexadecimal digits, when it came on paper. */
    evidence: p.text().nullable(),
    requestedAt: p.datetime(),
    actId: writtenBy(),
  },
})
