import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { Account } from '../../ledger/account.ts'
import { Distribution } from '../run/distribution.ts'

/** Finance asks for a run to be taken back as a whole, or for one line of it: then class and holder name the line. */
export const ReversalRequest = defineEntity({
  name: 'reversalRequest',
  indexes: [{ properties: ['distributionId'] }, { properties: ['actId'] }],
  properties: {
    id: id(),
    distributionId: refersTo(Distribution, 'distribution_id'),
    classId: p.uuid().nullable(),
    holderId: p.uuid().nullable(),
    reason: p.text(),
    requesterId: p.uuid(),
    requestedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** A run was taken back as a whole: once. */
export const RunReversal = defineEntity({
  name: 'runReversal',
  indexes: [{ properties: ['actId'] }],
  properties: {
    distributionId: refersTo(Distribution, 'distribution_id').primary(),
    requestId: refersTo(ReversalRequest, 'request_id').unique(),
    /** The number of the latest run there was then, reversed or not: the runs after it know of this. */
    afterNumber: p.integer(),
    approverId: p.uuid(),
    reversedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** One line of a run was taken back: once. */
export const LineReversal = defineEntity({
  name: 'lineReversal',
  indexes: [{ properties: ['classId'] }, { properties: ['actId'] }],
  properties: {
    distributionId: refersTo(Distribution, 'distribution_id').primary(),
    classId: p.uuid().primary(),
    holderId: p.uuid().primary(),
    requestId: refersTo(ReversalRequest, 'request_id').unique(),
    /** By how much the line moved its holder's carry, in 10^-18 minor units: the next run starts from so much less. */
    carryBack: p.bigint(),
    /** The number of the latest run there was then, reversed or not: the runs after it know of this. */
    afterNumber: p.integer(),
    approverId: p.uuid(),
    reversedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/**
 * What a reversal, or lines of a run below zero, took back from an account and was not there any more, in minor units: it
 * is to be recovered. The cause is the request of the reversal, or the run.
 */
export const Shortfall = defineEntity({
  name: 'shortfall',
  properties: {
    causeId: p.uuid().primary(),
    accountId: refersTo(Account, 'account_id').primary(),
    amount: p.bigint(),
  },
})

/** What a run took from what it credited to an account, towards what is to be recovered from its owner. Minor units. */
export const Recovery = defineEntity({
  name: 'recovery',
  properties: {
    distributionId: refersTo(Distribution, 'distribution_id').primary(),
    accountId: refersTo(Account, 'account_id').primary(),
    amount: p.bigint(),
  },
})
