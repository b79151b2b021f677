import { declareEligibility } from '../domain/shares/gifts/declare-eligibility.ts'
import { donationReceiptsPage } from '../domain/shares/gifts/donation-receipts.ts'
import { type EligibilityRow, giftEligibilities } from '../domain/shares/gifts/eligibilities.ts'
import type { ReceiptArticle } from '../domain/shares/gifts/receipt-articles.ts'
import { requestDonationReceipt } from '../domain/shares/gifts/request-donation-receipt.ts'
import { builder } from './builder.ts'
import { page, pageCost } from './connections.ts'
import { change } from './context.ts'
import { idOf } from './ids.ts'
import { PaperFace } from './paper-face.ts'
import { LanguageEnum } from './party.ts'
import { KEY, ON_BEHALF_OF, PartyPayload } from './payloads.ts'
import { DonationReceiptNode, PartyNode, ProjectNode } from './refs.ts'
import { MoneyType } from './scalars.ts'

export const ReceiptArticleEnum = builder.enumType('ReceiptArticle', {
  description: 'An article of the French tax code (CGI) that reduces the tax of who gave.',
  values: {
    art200: { value: '200', description: 'Art 200 CGI: individuals, income tax' },
    art238bis: { value: '238bis', description: 'Art 238 bis CGI: firms' },
    art978: {
      value: '978',
      description: 'Art 978 CGI: individuals, tax on real property; gifts from 2018 on',
    },
  } as const satisfies Record<string, { value: ReceiptArticle; description: string }>,
})

DonationReceiptNode.implement({
  description:
    'A receipt for what a party gave to a project in a year and its issuer kept, with the data of the model Cerfa 11580. Its bytes are kept.',
  interfaces: [PaperFace],
  authScopes: { public: true },
  fields: t => ({
    holder: t.field({ type: PartyNode, description: 'Who gave.', resolve: row => row.holderId }),
    project: t.field({ type: ProjectNode, description: 'To which project.', resolve: row => row.projectId }),
    year: t.exposeInt('year', {
      description: 'The year of the days on which the gifts were released to the issuer.',
    }),
    version: t.exposeInt('version', { description: '1, and one more for each corrected version.' }),
    replaces: t.field({
      type: DonationReceiptNode,
      nullable: true,
      description: 'The version that it corrects.',
      resolve: row => row.replacesId,
    }),
    replacedBy: t.field({
      type: DonationReceiptNode,
      nullable: true,
      description: 'The corrected version that took its place; null while it stands.',
      resolve: row => row.replacedById,
    }),
    amount: t.field({
      type: MoneyType,
      description: 'All gifts together; 0.00 when nothing of them stands any more.',
      resolve: ({ amount }) => ({ minor: amount, currency: 'EUR' as const }),
    }),
    articles: t.field({
      type: [ReceiptArticleEnum],
      description: 'Under which articles the issuer was declared eligible on their days.',
      resolve: row => [...row.articles],
    }),
    language: t.expose('language', { type: LanguageEnum, description: 'Its language.' }),
  }),
})

const EligibilityType = builder.objectRef<EligibilityRow>('GiftEligibility').implement({
  description: 'That gifts to a party reduce the tax of who gave them.',
  authScopes: { public: true },
  fields: t => ({
    article: t.expose('article', { type: ReceiptArticleEnum, description: 'Under which article.' }),
    version: t.exposeInt('version', {
      description: 'Its number among those of its article, of which the latest that was confirmed counts.',
    }),
    purpose: t.exposeString('purpose', { description: 'What the body is for, as receipts print it.' }),
    reason: t.exposeString('reason', { description: 'Why it is eligible.' }),
    source: t.exposeString('source', { description: 'Where that stands.' }),
    from: t.field({ type: 'Day', description: 'The first day of gifts.', resolve: row => row.fromDay }),
    until: t.field({
      type: 'Day',
      nullable: true,
      description: 'The last day; null: it goes on.',
      resolve: row => row.untilDay,
    }),
    declaredAt: t.field({ type: 'Instant', description: 'When.', resolve: row => row.declaredAt }),
    confirmedAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'When somebody else confirmed it; null: it does not count yet.',
      resolve: row => row.confirmedAt,
    }),
  }),
})

builder.objectFields(PartyNode, t => ({
  donationReceipts: t.connection({
    type: DonationReceiptNode,
    authScopes: party => ({ self: party.partyId, papers: true }),
    description:
      'The receipts for what it gave, in all versions, oldest first: for itself, finance and the auditor.',
    complexity: pageCost,
    resolve: ({ partyId }, args, { em }) =>
      page(
        args,
        slice => donationReceiptsPage(em, { holderId: partyId }, slice),
        row => row.id,
      ),
  }),
  giftEligibilities: t.field({
    type: [EligibilityType],
    authScopes: party => ({ self: party.partyId, staff: true, admin: true }),
    description:
      'What staff declared of the taxes of who gives to it, the latest first: for itself, staff and administrators.',
    resolve: ({ partyId }, _args, { em }) => giftEligibilities(em, [partyId]),
  }),
}))

const DeclareGiftEligibilityInput = builder.inputType('DeclareGiftEligibilityInput', {
  description: 'That gifts to an issuer reduce the tax of who gave them.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    partyId: t.id({ description: 'Id of the issuer.' }),
    article: t.field({ type: ReceiptArticleEnum, description: 'Under which article.' }),
    purpose: t.string({ description: 'What the body is for, as receipts print it.' }),
    reason: t.string({ description: 'Why it is eligible.' }),
    source: t.string({ description: 'Where that stands, such as a ruling with its date.' }),
    from: t.field({ type: 'Day', description: 'The first day of gifts, in the zone of the platform.' }),
    until: t.field({ type: 'Day', required: false, description: 'The last day; none: it goes on.' }),
  }),
})

const RequestDonationReceiptInput = builder.inputType('RequestDonationReceiptInput', {
  description: 'A receipt for what was given to a project in a year that is over.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    onBehalfOf: t.id(ON_BEHALF_OF),
    projectId: t.id({ description: 'Id of the project.' }),
    year: t.int({ description: 'The year in which the gifts were released to the issuer.' }),
  }),
})

builder.mutationFields(t => ({
  declareGiftEligibility: t.field({
    type: PartyPayload,
    errors: {},
    authScopes: { finance: true },
    description:
      'Declares that gifts to an issuer reduce the tax of who gave them: it counts once an approver has confirmed it, and without that nobody gets a receipt. Another declaration of the same article replaces it.',
    args: { input: t.arg({ type: DeclareGiftEligibilityInput, description: 'Who, by what, since when.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'declareGiftEligibility', input, (em, { personId: declarerId }) => {
        const { article, purpose, reason, source, from, until = null } = input
        const founded = { article, purpose, reason, source, from, until, declarerId }
        return declareEligibility(em, { partyId: idOf('Party', input.partyId), ...founded }, context.now)
      }),
  }),
  requestDonationReceipt: t.field({
    type: PartyPayload,
    errors: {},
    authScopes: { signedIn: true },
    description:
      'Asks for the receipt on the gifts of a year that is over, before it comes by itself with the closing of the books. It is issued a little later, and anew when a gift goes back.',
    args: { input: t.arg({ type: RequestDonationReceiptInput, description: 'For what.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'requestDonationReceipt', input, (em, { partyId }) => {
        const projectId = idOf('Project', input.projectId)
        return requestDonationReceipt(em, { holderId: partyId, projectId, year: input.year }, context.now)
      }),
  }),
}))
