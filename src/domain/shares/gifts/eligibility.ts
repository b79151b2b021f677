import { defineEntity, p } from '@mikro-orm/postgresql'
import { refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { Party } from '../../parties/people/party.ts'
import type { ReceiptArticle } from './receipt-articles.ts'

/**
 * Staff declared that gifts to a party reduce the tax of who gave them under an article, and from which day until which. Of
 * those on one article the latest that was confirmed counts, so that an end can be given.
 */
export const GiftEligibility = defineEntity({
  name: 'giftEligibility',
  properties: {
    partyId: refersTo(Party, 'party_id').primary(),
    article: p.text().$type<ReceiptArticle>().primary(),
    version: p.integer().primary(),
    /** What the body is for, as its receipts print it. */
    purpose: p.text(),
    /** Why it is eligible, and where that stands. */
    reason: p.text(),
    source: p.text(),
    /** Days in the platform's zone, both included; no last day: it goes on. */
    fromDay: p.date(),
    untilDay: p.date().nullable(),
    declarerId: p.uuid(),
    declaredAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** Somebody else confirmed the declaration: from then on it counts, for the days that it names. */
export const GiftEligibilityConfirmation = defineEntity({
  name: 'giftEligibilityConfirmation',
  properties: {
    partyId: refersTo(Party, 'party_id').primary(),
    article: p.text().$type<ReceiptArticle>().primary(),
    version: p.integer().primary(),
    confirmerId: p.uuid(),
    confirmedAt: p.datetime(),
    actId: writtenBy(),
  },
})
