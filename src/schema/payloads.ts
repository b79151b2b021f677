import { builder } from './builder.ts'
import type { Change } from './context.ts'
import {
  AdjustmentNode,
  ContractNode,
  DistributionNode,
  OfferingNode,
  PartyNode,
  ProjectNode,
  ReceiptNode,
  RevenueReportNode,
  SubscriptionNode,
} from './refs.ts'

/*
 * What changes answer: the thing that was made or changed, read again through the viewer's eyes, and whether this
 * was the answer to a request that had been carried out before.
 */

const replayed = {
  description: 'This request was carried out before under the same key; nothing was done again.',
} as const

const payload = <Key extends string>(typename: string) =>
  builder.objectRef<Change<Record<Key, string>>>(`${typename}Payload`)

const described = (what: string) => ({
  description: `The ${what} after the change.`,
  authScopes: { public: true },
})

export const PartyPayload = payload<'partyId'>('Party').implement({
  ...described('party'),
  fields: t => ({
    party: t.field({ type: PartyNode, description: 'The party.', resolve: ({ made }) => made.partyId }),
    replayed: t.exposeBoolean('replayed', replayed),
  }),
})

export const ProjectPayload = payload<'projectId'>('Project').implement({
  ...described('project'),
  fields: t => ({
    project: t.field({
      type: ProjectNode,
      description: 'The project.',
      resolve: ({ made }) => made.projectId,
    }),
    replayed: t.exposeBoolean('replayed', replayed),
  }),
})

export const ContractPayload = payload<'contractId'>('Contract').implement({
  ...described('contract'),
  fields: t => ({
    contract: t.field({
      type: ContractNode,
      description: 'The contract.',
      resolve: ({ made }) => made.contractId,
    }),
    replayed: t.exposeBoolean('replayed', replayed),
  }),
})

export const OfferingPayload = payload<'offeringId'>('Offering').implement({
  ...described('offering'),
  fields: t => ({
    offering: t.field({
      type: OfferingNode,
      description: 'The offering.',
      resolve: ({ made }) => made.offeringId,
    }),
    replayed: t.exposeBoolean('replayed', replayed),
  }),
})

export const SubscriptionPayload = payload<'subscriptionId'>('Subscription').implement({
  ...described('order'),
  fields: t => ({
    subscription: t.field({
      type: SubscriptionNode,
      description: 'The order.',
      resolve: ({ made }) => made.subscriptionId,
    }),
    replayed: t.exposeBoolean('replayed', replayed),
  }),
})

export const ReceiptPayload = payload<'receiptId'>('Receipt').implement({
  ...described('receipt'),
  fields: t => ({
    receipt: t.field({
      type: ReceiptNode,
      description: 'The receipt.',
      resolve: ({ made }) => made.receiptId,
    }),
    replayed: t.exposeBoolean('replayed', replayed),
  }),
})

export const RevenueReportPayload = payload<'reportId'>('RevenueReport').implement({
  ...described('report'),
  fields: t => ({
    report: t.field({
      type: RevenueReportNode,
      description: 'The report.',
      resolve: ({ made }) => made.reportId,
    }),
    replayed: t.exposeBoolean('replayed', replayed),
  }),
})

export const DistributionPayload = payload<'distributionId'>('Distribution').implement({
  ...described('distribution'),
  fields: t => ({
    distribution: t.field({
      type: DistributionNode,
      description: 'The distribution.',
      resolve: ({ made }) => made.distributionId,
    }),
    replayed: t.exposeBoolean('replayed', replayed),
  }),
})

export const AdjustmentPayload = payload<'adjustmentId'>('Adjustment').implement({
  ...described('adjustment'),
  fields: t => ({
    adjustment: t.field({
      type: AdjustmentNode,
      description: 'The adjustment.',
      resolve: ({ made }) => made.adjustmentId,
    }),
    replayed: t.exposeBoolean('replayed', replayed),
  }),
})

/** The key of a change: required wherever money or shares move. */
export const KEY = {
  description:
    'A text of your own, new for each change: the same key with the same input is carried out once and answered the same again.',
} as const

/** For whom a change is made. */
export const ON_BEHALF_OF = {
  required: false,
  description: 'Id of the party it is made for, when you hold a mandate of it; not given: yourself.',
} as const
