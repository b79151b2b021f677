import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../database/columns.ts'
import { writtenBy } from '../acts/written-by.ts'
import { Party } from '../parties/people/party.ts'
import type { ContractTerms } from './terms/contract-terms.ts'

/** What an artist or start-up raises money for and reports revenue on. */
export const Project = defineEntity({
  name: 'project',
  properties: {
    id: id(),
    name: p.text(),
    /** Who receives the money raised and the issuer's part. */
    issuerId: refersTo(Party, 'issuer_id'),
    currency: p.text(),
    /** IANA zone in which the project's days begin and end. */
    timeZone: p.text(),
    actId: writtenBy(),
  },
})

/** What is held: ordinary shares, co-producer parts, loan units. One register per class. */
export const ShareClass = defineEntity({
  name: 'shareClass',
  uniques: [{ properties: ['projectId', 'code'] }],
  properties: {
    id: id(),
    projectId: refersTo(Project, 'project_id'),
    /** How contracts name it, such as "parts". */
    code: p.text(),
    name: p.text(),
    /** All shares the contract foresees, sold or not. */
    shares: p.integer(),
    /** What one share is of the capital, in minor units; what it costs beyond that is the premium. */
    nominal: p.bigint().nullable(),
    actId: writtenBy(),
  },
})

/** Shares of a class that came into being elsewhere than in an offering of ours, such as on the platform before. */
export const OutsideShares = defineEntity({
  name: 'outsideShares',
  checks: [{ name: 'outside_shares_positive', expression: 'shares > 0' }],
  indexes: [{ properties: ['classId'] }],
  properties: {
    id: id(),
    classId: refersTo(ShareClass, 'class_id'),
    shares: p.integer(),
    actId: writtenBy(),
  },
})

/** One version of the contract: the tiers as data. It counts from its signature on. */
export const Contract = defineEntity({
  name: 'contract',
  uniques: [{ properties: ['projectId', 'version'] }],
  indexes: [{ properties: ['actId'] }],
  properties: {
    id: id(),
    projectId: refersTo(Project, 'project_id'),
    version: p.integer(),
    terms: p.json<ContractTerms>(),
    actId: writtenBy(),
  },
})

/** An approver put the contract in force. */
export const ContractSignature = defineEntity({
  name: 'contractSignature',
  properties: {
    contractId: refersTo(Contract, 'contract_id').primary(),
    signedAt: p.datetime(),
    actId: writtenBy(),
  },
})
