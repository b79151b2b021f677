import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { Project } from '../../offerings/project.ts'
import { type Language, Party } from '../../parties/people/party.ts'
import { Subscription } from '../subscription.ts'
import type { ReceiptArticle } from './receipt-articles.ts'
import type { GiftForm } from './settled-gifts.ts'

/** Who gave asked for his receipt. Once: its corrected versions come by themselves. */
export const ReceiptRequest = defineEntity({
  name: 'receiptRequest',
  properties: {
    holderId: refersTo(Party, 'holder_id').primary(),
    projectId: refersTo(Project, 'project_id').primary(),
    year: p.integer().primary(),
    requestedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/**
 * The receipt for what a party gave to a project in a calendar year. One for each of the three: a tax return is of one year, the
 * body that vouches for the gift is the project's, and one paper over many gifts cannot be handed in beside one on each of
 * them. Its bytes are kept under their hash.
 */
export const DonationReceipt = defineEntity({
  name: 'donationReceipt',
  uniques: [{ properties: ['holderId', 'projectId', 'year', 'version'] }],
  indexes: [{ properties: ['year'] }],
  properties: {
    id: id(),
    /** Who gave. */
    holderId: refersTo(Party, 'holder_id'),
    projectId: refersTo(Project, 'project_id'),
    /** Of the days on which the gifts reached the issuer, in the platform's zone. */
    year: p.integer(),
    /** 1, and one more for each corrected version. */
    version: p.integer(),
    /** The version before; null for the first. */
    replacesId: p.uuid().nullable().unique(),
    number: p.text().unique(),
    /** All gifts together, in minor units of the euro; 0 when nothing of them stands any more. */
    amount: p.bigint(),
    articles: p.json<readonly ReceiptArticle[]>(),
    language: p.text().$type<Language>(),
    /** The version of the profile whose name is printed. */
    profileVersion: p.integer(),
    sha256: p.text().unique(),
    /** Of the figures that are attached to it, which is printed on it. */
    figuresSha256: p.text().unique(),
    bytes: p.integer(),
    /** The instant that the paper carries, so that it is the same at each rendering. */
    datedAt: p.datetime(),
    issuedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** One gift on a receipt. */
export const ReceiptGift = defineEntity({
  name: 'receiptGift',
  properties: {
    receiptId: refersTo(DonationReceipt, 'receipt_id').primary(),
    subscriptionId: refersTo(Subscription, 'subscription_id').primary(),
    givenOn: p.date(),
    form: p.text().$type<GiftForm>(),
    /** Minor units of the euro. */
    amount: p.bigint(),
  },
})
