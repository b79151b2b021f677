import { defineEntity, p } from '@mikro-orm/postgresql'
import { id } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'

/** The processor paid out what lay with it, less its fees. Its own name for the payout makes it one fact. */
export const CardSettlement = defineEntity({
  name: 'cardSettlement',
  properties: {
    id: id(),
    processorReference: p.text().unique(),
    /** What arrives at the bank, and what the processor kept; minor units. */
    net: p.bigint(),
    fee: p.bigint(),
    currency: p.text(),
    settledAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** What the processor says that it costs for some days. Its own number makes it one fact. */
export const ProcessorInvoice = defineEntity({
  name: 'processorInvoice',
  properties: {
    id: id(),
    number: p.text().unique(),
    /** Days in the platform's zone, both included. */
    firstDay: p.date(),
    lastDay: p.date(),
    amount: p.bigint(),
    currency: p.text(),
    recordedAt: p.datetime(),
    actId: writtenBy(),
  },
})
