import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import type { Currency } from '../../money/currency.ts'
import { Party } from '../../parties/people/party.ts'
import type { Outcome } from './exchange-states.ts'

/**
 * What holders who live in other states were paid in a year was told for the tax offices of these states (CGI art. 1649 AC):
 * a file has accounts that were never told, or corrects what was told, never both.
 */
export const AbroadFile = defineEntity({
  name: 'abroadFile',
  uniques: [{ properties: ['year', 'revision'] }],
  properties: {
    id: id(),
    year: p.integer(),
    /** 1 for the first; the files of a year are numbered whatever they have in them. */
    revision: p.integer(),
    kind: p.text().$type<AbroadFileKind>(),
    /** How the file calls itself; unique among all that were ever sent. */
    messageRef: p.text().unique(),
    /** What it calls its words about who pays; the same as before where they did not change. */
    payerRef: p.text(),
    /** What these words were called that they take the place of; null where nothing was changed. */
    correctsPayerRef: p.text().nullable(),
    payerName: p.text(),
    /** Nine digits. */
    siren: p.text(),
    street: p.text().nullable(),
    postalCode: p.text().nullable(),
    town: p.text(),
    issuerId: p.uuid(),
    issuedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** What a file says of the money of one party in one currency: minor units of it, and which words about the party. */
export const AbroadAccount = defineEntity({
  name: 'abroadAccount',
  indexes: [{ properties: ['partyId'] }],
  properties: {
    fileId: () => refersTo(AbroadFile, 'file_id').primary(),
    partyId: () => refersTo(Party, 'party_id').primary(),
    currency: p.text().$type<Currency>().primary(),
    /** What this statement is called; unique among all that were ever sent. */
    docRef: p.text().unique(),
    action: p.text().$type<AbroadAction>(),
    /** The statement that it corrects or takes back: the latest one of the same account; each is corrected once. */
    correctsRef: p.text().unique().nullable(),
    profileVersion: p.integer(),
    /** 0: nothing was known. */
    identityVersion: p.integer(),
    /** Where he lived. ISO 3166-1 alpha-2. */
    country: p.text(),
    /** What lay on the account at the end of the year. */
    balance: p.bigint(),
    /** Income before levies, by its kind; `other`: of contracts that state none. */
    dividend: p.bigint(),
    interest: p.bigint(),
    royalty: p.bigint(),
    other: p.bigint(),
    /** What came back of what had been paid in. */
    redeemed: p.bigint(),
    /** What was withheld of all this: not told, but it is in the books and in the returns. */
    withheld: p.bigint(),
  },
})

/** All that runs of the year paid in a currency, by what became of it when the file was issued: nothing is left out unseen. */
export const AbroadTotal = defineEntity({
  name: 'abroadTotal',
  properties: {
    fileId: () => refersTo(AbroadFile, 'file_id').primary(),
    currency: p.text().$type<Currency>().primary(),
    outcome: p.text().$type<Outcome>().primary(),
    parties: p.integer(),
    /** Before levies, and what was withheld of it: minor units. */
    received: p.bigint(),
    withheld: p.bigint(),
  },
})

/** Whether a file has accounts that were never told, or corrects what was. */
export type AbroadFileKind = 'new' | 'correction'

/** What a file does with an account: tells it, tells it otherwise than before, or takes back that it was told. */
export type AbroadAction = 'new' | 'corrected' | 'void'
