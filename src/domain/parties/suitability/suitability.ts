import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { Party } from '../people/party.ts'

/** What the entry knowledge test looks at: Art 21(2) of Regulation (EU) 2020/1503. */
export type TestArea = 'experience' | 'objectives' | 'situation' | 'understanding'

/** What an investor may have to acknowledge; the texts stand in `warnings.ts`. */
export type WarningCode = 'riskOfLoss' | 'noSimulation' | 'largeTicket' | 'lostProtection'

/** What Annex II of Regulation (EU) 2020/1503 lets an investor be sophisticated by: firms first, then people. */
export type Criterion =
  | 'ownFunds'
  | 'turnover'
  | 'balanceSheet'
  | 'incomeOrPortfolio'
  | 'experience'
  | 'trades'

/** An entry knowledge test that an investor took: personal data. The latest counts. */
export const KnowledgeTest = defineEntity({
  name: 'knowledgeTest',
  properties: {
    partyId: refersTo(Party, 'party_id').primary(),
    version: p.integer().primary(),
    /** Which questions were asked. */
    testVersion: p.text(),
    /** In which areas the answers were missing or not enough; nothing: it was passed. */
    missing: p.array().$type<TestArea[]>(),
    takenAt: p.datetime(),
    actId: writtenBy(),
  },
})

/**
 * The result of a simulation of the ability to bear loss, as the investor accepted it: personal data. What it was worked
 * out from never comes here (Art 5 of Regulation (EU) 2022/2114).
 */
export const LossSimulation = defineEntity({
  name: 'lossSimulation',
  properties: {
    partyId: refersTo(Party, 'party_id').primary(),
    version: p.integer().primary(),
    toolVersion: p.text(),
    /** The day it was made, in the platform's zone. */
    doneOn: p.date(),
    /** A tenth of the net worth, in cents. */
    acceptedLimit: p.bigint(),
    recordedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** A step on the way to or from the status of a sophisticated investor: personal data. */
export const Sophistication = defineEntity({
  name: 'sophistication',
  properties: {
    partyId: refersTo(Party, 'party_id').primary(),
    version: p.integer().primary(),
    step: p.text().$type<'requested' | 'granted' | 'revoked'>(),
    /** What a request is based on; empty for the other steps. */
    criteria: p.array().$type<Criterion[]>(),
    /** SHA-256 of the documents of a request, in hexadecimal digits. */
    evidence: p.text().nullable(),
    steppedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** An investor was shown a warning and acknowledged it: personal data. */
export const Acknowledgement = defineEntity({
  name: 'acknowledgement',
  indexes: [{ properties: ['partyId'] }],
  properties: {
    id: id(),
    partyId: refersTo(Party, 'party_id'),
    warning: p.text().$type<WarningCode>(),
    textVersion: p.integer(),
    /** The offering it is about and the amount of the order in cents, where the text names them. Offerings stand above. */
    offeringId: p.uuid().nullable(),
    amount: p.bigint().nullable(),
    acknowledgedAt: p.datetime(),
    actId: writtenBy(),
  },
})
