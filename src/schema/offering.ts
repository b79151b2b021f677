import { signedContract } from '../domain/offerings/contracts.ts'
import { OFFERING_STATES, type OfferingState, offeringState } from '../domain/offerings/offering-states.ts'
import { classesById } from '../domain/offerings/projects.ts'
import { valuationOf } from '../domain/offerings/terms/valuation.ts'
import { leftOf } from '../domain/shares/orders/serve-orders.ts'
import { type Raised, raised } from '../domain/shares/raised.ts'
import { subscriptionsPage } from '../domain/shares/subscriptions.ts'
import { builder } from './builder.ts'
import { page, pageCost } from './connections.ts'
import { UnsoldRule } from './contract-clauses.ts'
import { AllotmentEnum, EntitlementType, entitlementsShown, MatchingType } from './entitlement.ts'
import { idOf } from './ids.ts'
import { OfferingNode, ProjectNode, ShareClassNode, SubscriptionNode } from './refs.ts'
import { MoneyType, type MoneyValue, money } from './scalars.ts'
import { seeOfferings } from './sight.ts'
import { ValuationType } from './valuation.ts'

const STATES: Record<OfferingState, string> = {
  draft: 'Proposed, not handed in; seen by staff and the project’s own people only, until it is published',
  review: 'Handed in: it waits to be published, sent back or refused',
  sentBack: 'Sent back: it may be revised and handed in again',
  refused: 'Refused for good',
  vote: 'Published: members vote whether it is to open',
  scheduled: 'Published, not open yet',
  open: 'Orders are taken',
  suspended:
    'Its key information sheet was found wrong: no order is taken and nothing decided until it is corrected',
  cancelled: 'Its sheet was not corrected in time: it fails, and all money goes back',
  closing: 'No more orders, or too few votes; decided when the last one can no longer be withdrawn',
  funded: 'The goal was met: shares are allotted and the money is released',
  failed: 'The goal or the quorum was missed: all money went back',
}

const OfferingStateEnum = builder.enumType('OfferingState', {
  description: 'Where an offering stands.',
  values: Object.fromEntries(OFFERING_STATES.map(state => [state, { description: STATES[state] }])) as Record<
    OfferingState,
    { description: string }
  >,
})

export const GoalModeEnum = builder.enumType('GoalMode', {
  description: 'What a goal means.',
  values: {
    allOrNothing: { description: 'Below the goal all money goes back' },
    keepWhatWasRaised: { description: 'The goal is a wish: what was raised is kept' },
    none: { description: 'There is no goal' },
  } as const,
})

type RaisedValue = Raised & { currency: MoneyValue['currency'] }

const RaisedType = builder.objectRef<RaisedValue>('Raised').implement({
  description: 'What an offering has raised: firm money apart from money that can still be withdrawn.',
  authScopes: { public: true },
  fields: t => ({
    firm: t.field(money('Paid, and it can no longer be withdrawn.', row => row.firm)),
    firmShares: t.exposeInt('firmShares', { description: 'Shares of firm orders.' }),
    revocable: t.field(
      money(
        'Paid, but it can still be withdrawn: it does not count towards the goal yet.',
        row => row.revocable,
      ),
    ),
    revocableShares: t.exposeInt('revocableShares', {
      description: 'Shares of orders that can still be withdrawn.',
    }),
    reserved: t.field(money('Ordered, not paid yet.', row => row.reserved)),
    reservedShares: t.exposeInt('reservedShares', { description: 'Shares of orders that are not paid yet.' }),
    suspended: t.field(
      money(
        'Ordered under terms that were revised: it counts for nothing until it is reconfirmed.',
        row => row.suspended,
      ),
    ),
    suspendedShares: t.exposeInt('suspendedShares', { description: 'Shares of orders that are suspended.' }),
    undecidedUntil: t.field({
      type: 'Instant',
      nullable: true,
      description: 'When the last order that is open can no longer be withdrawn, paid or reconfirmed.',
      resolve: row => row.undecidedUntil,
    }),
  }),
})

OfferingNode.implement({
  description:
    'Sells shares of one class on its terms; without a class what it takes is given for something else, or for nothing.',
  authScopes: { public: true },
  fields: t => ({
    project: t.field({ type: ProjectNode, description: 'Its project.', resolve: row => row.projectId }),
    shareClass: t.field({
      type: ShareClassNode,
      nullable: true,
      description: 'What is sold; null where no order enters a register.',
      resolve: row => row.classId,
    }),
    entitlements: t.field({
      type: [EntitlementType],
      description: 'What an order gives when it is allotted.',
      resolve: row => entitlementsShown(row.entitlements, row.currency),
    }),
    valuation: t.field({
      type: ValuationType,
      nullable: true,
      description: 'What its price says the whole is worth, where it gives a share of the capital.',
      resolve: async (row, _args, { em }) => {
        const [shareClass] = row.classId === null ? [] : await classesById(em, [row.classId])
        const value = shareClass === undefined ? null : valuationOf(row, shareClass)
        const money = (minor: bigint) => ({ minor, currency: row.currency })
        return (
          value && {
            preMoney: money(value.preMoney),
            postMoney: money(value.postMoney),
            premium: value.premium === null ? null : money(value.premium),
          }
        )
      },
    }),
    minimum: t.field({
      type: MoneyType,
      nullable: true,
      description: 'The least an order may come to; null: one share.',
      resolve: ({ minimum: minor, currency }) => (minor === null ? null : { minor, currency }),
    }),
    allotment: t.expose('allotment', {
      type: AllotmentEnum,
      description: 'Whom the shares go to when more are asked for than there are.',
    }),
    matching: t.field({
      type: MatchingType,
      nullable: true,
      description: 'Who adds to what others give, if anybody.',
      resolve: row => row.matching,
    }),
    state: t.field({
      type: OfferingStateEnum,
      description: 'Where it stands now.',
      resolve: (row, _args, { now }) => offeringState(row, now),
    }),
    sharePrice: t.field(money('Price of one share.', row => row.sharePrice)),
    shares: t.exposeInt('shares', { description: 'Shares offered.' }),
    sharesLeft: t.int({
      description: 'Shares that can still be ordered.',
      resolve: leftOf,
    }),
    goalMode: t.expose('goalMode', { type: GoalModeEnum, description: 'What the goal means.' }),
    goal: t.field({
      type: MoneyType,
      nullable: true,
      description: 'What must come together.',
      resolve: ({ goal, currency }) => (goal === null ? null : { minor: goal, currency }),
    }),
    maxPerInvestor: t.exposeInt('maxPerInvestor', {
      nullable: true,
      description: 'Most shares one investor may order.',
    }),
    opensAt: t.field({
      type: 'Instant',
      description: 'Orders are taken from this moment on.',
      resolve: row => row.opensAt,
    }),
    closesAt: t.field({
      type: 'Instant',
      description: 'At this moment orders are refused.',
      resolve: row => row.closesAt,
    }),
    paymentDueAt: t.field({
      type: 'Instant',
      description: 'An order not paid by then expires.',
      resolve: row => row.paymentDueAt,
    }),
    withdrawalDays: t.exposeInt('withdrawalDays', {
      description: 'Calendar days after the day of an order in which it may be withdrawn without a reason.',
    }),
    commissionRatio: t.exposeString('commissionRatio', {
      description:
        'The platform’s commission on the money allotted, such as "0.05". Nothing is taken on refunds.',
    }),
    vatRatio: t.exposeString('vatRatio', { description: 'VAT on the commission.' }),
    unsold: t.field({
      type: UnsoldRule,
      nullable: true,
      description:
        'What the contract says about the part of the pool that belongs to unsold shares: read it before buying.',
      resolve: async (row, _args, { em }) => (await signedContract(em, row.projectId))?.terms.unsold ?? null,
    }),
    raised: t.field({
      type: RaisedType,
      description: 'What it has raised so far.',
      resolve: async (row, _args, { em, now }) => {
        const [found] = await raised(em, [row.id], now)
        return { ...(found ?? NOTHING_RAISED), offeringId: row.id, currency: row.currency }
      },
    }),
    decidedAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'When it was decided.',
      resolve: row => row.closedAt,
    }),
    amountAllotted: t.field({
      type: MoneyType,
      nullable: true,
      description: 'The money for which shares were allotted, once it is decided.',
      resolve: ({ amountAllotted: minor, currency }) => (minor === null ? null : { minor, currency }),
    }),
    subscriptions: t.connection({
      type: SubscriptionNode,
      authScopes: { staff: true },
      description: 'Its orders, oldest first: for staff.',
      complexity: pageCost,
      resolve: (row, args, { em }) =>
        page(
          args,
          slice => subscriptionsPage(em, { offeringId: row.id }, slice),
          order => order.id,
        ),
    }),
  }),
})

const NOTHING_RAISED: Omit<Raised, 'offeringId'> = {
  firm: 0n,
  firmShares: 0,
  revocable: 0n,
  revocableShares: 0,
  reserved: 0n,
  reservedShares: 0,
  suspended: 0n,
  suspendedShares: 0,
  undecidedUntil: null,
}

builder.queryField('offering', t =>
  t.field({
    type: OfferingNode,
    nullable: true,
    authScopes: { public: true },
    description: 'The offering with this id; null when there is none for you.',
    args: { id: t.arg.id({ description: 'Id of the offering.' }) },
    resolve: async (_root, { id }, context) =>
      (await seeOfferings(context, [idOf('Offering', id)]))[0] ?? null,
  }),
)
