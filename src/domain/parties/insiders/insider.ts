import { defineEntity, p } from '@mikro-orm/postgresql'
import { refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { Party } from '../people/party.ts'

/**
 * How a party belongs to the platform: it holds 20 % or more of its capital or votes, manages it, works for it, or is linked to
 * one of these by control (Art 8(2)(a) to (c) of Regulation (EU) 2020/1503).
 */
export type InsiderLink = 'shareholder' | 'manager' | 'employee' | 'controlled'

/**
 * Somebody declared from which day, and until which, a party is one of the platform's people. Of those of one
 * link that begin on one day the latest counts, so that an end can be given; spans that begin on others stand beside it.
 */
export const InsiderDeclaration = defineEntity({
  name: 'insiderDeclaration',
  properties: {
    partyId: refersTo(Party, 'party_id').primary(),
    version: p.integer().primary(),
    link: p.text().$type<InsiderLink>(),
    /** Days in the platform's zone, both included; no last day: it is one still. */
    fromDay: p.date(),
    untilDay: p.date().nullable(),
    declarerId: p.uuid(),
    declaredAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** Somebody else confirmed the declaration: from then on it counts, for the days that it names. */
export const InsiderConfirmation = defineEntity({
  name: 'insiderConfirmation',
  properties: {
    partyId: refersTo(Party, 'party_id').primary(),
    version: p.integer().primary(),
    confirmerId: p.uuid(),
    confirmedAt: p.datetime(),
    actId: writtenBy(),
  },
})
