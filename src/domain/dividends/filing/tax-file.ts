import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { Party } from '../../parties/people/party.ts'

/**
 * What beneficiaries were paid in a year was told to the tax office (form 2561): the first file tells all of them, each
 * later one those alone of whom something differs from what was told last.
 */
export const TaxFile = defineEntity({
  name: 'taxFile',
  uniques: [{ properties: ['year', 'revision'] }],
  properties: {
    id: id(),
    year: p.integer(),
    /** 1 for the first; each further one corrects the one before. */
    revision: p.integer(),
    /** The file before; null for the first. */
    correctsId: p.uuid().nullable(),
    /** Who paid, as the file says it: null when it was not known. */
    siret: p.text().nullable(),
    payerName: p.text(),
    issuerId: p.uuid(),
    /** The day in the platform's zone. */
    issuedOn: p.date(),
    issuedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** What a file tells of a beneficiary: minor units of the euro, and which words about him. */
export const TaxFileLine = defineEntity({
  name: 'taxFileLine',
  indexes: [{ properties: ['partyId'] }],
  properties: {
    fileId: () => refersTo(TaxFile, 'file_id').primary(),
    partyId: () => refersTo(Party, 'party_id').primary(),
    profileVersion: p.integer(),
    /** 0: nothing was known. */
    identityVersion: p.integer(),
    /** Income from which social levies were taken, by its kind. */
    dividend: p.bigint(),
    interest: p.bigint(),
    loanInterest: p.bigint(),
    royalty: p.bigint(),
    /** What was withheld of it towards the income tax, and for social levies. */
    incomeTax: p.bigint(),
    social: p.bigint(),
    /** Income of who lives abroad under a withholding tax, what was withheld, and what is exempt. */
    abroad: p.bigint(),
    withheldAbroad: p.bigint(),
    exempt: p.bigint(),
  },
})
