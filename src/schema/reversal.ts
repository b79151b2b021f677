import { requestReversal } from '../domain/dividends/reversal/request-reversal.ts'
import {
  type LineName,
  lineReversals,
  openReversalRequests,
  type ReversalRequestRow,
  type ReversalRow,
  runReversals,
} from '../domain/dividends/reversal/reversals.ts'
import { reverseDistribution } from '../domain/dividends/reversal/reverse-distribution.ts'
import { builder } from './builder.ts'
import { type Change, change } from './context.ts'
import { globalId, idOf, readGlobalId } from './ids.ts'
import { DistributionPayload, KEY } from './payloads.ts'
import { DistributionNode, DividendNode, dividendKey, PartyNode } from './refs.ts'

const ReversalType = builder.objectRef<ReversalRow>('Reversal').implement({
  description: 'That a run, or a line of it, was taken back.',
  authScopes: { public: true },
  fields: t => ({
    at: t.field({ type: 'Instant', description: 'When.', resolve: row => row.reversedAt }),
    reason: t.exposeString('reason', { authScopes: { staff: true }, description: 'Why: for staff.' }),
    requester: t.field({
      type: PartyNode,
      authScopes: { staff: true },
      description: 'Who asked for it: for staff.',
      resolve: row => row.requesterId,
    }),
    approver: t.field({
      type: PartyNode,
      authScopes: { staff: true },
      description: 'Who approved it: for staff.',
      resolve: row => row.approverId,
    }),
  }),
})

const ReversalRequestType = builder.objectRef<ReversalRequestRow>('ReversalRequest').implement({
  description: 'A reversal that was asked for and waits for an approver.',
  authScopes: { public: true },
  fields: t => ({
    id: t.id({ description: 'Names it.', resolve: row => globalId('ReversalRequest', row.id) }),
    dividend: t.field({
      type: DividendNode,
      nullable: true,
      description: 'The line it is about; null: the run as a whole.',
      resolve: ({ distributionId, line }) => line && dividendKey({ distributionId, ...line }),
    }),
    reason: t.exposeString('reason', { description: 'Why.' }),
    requester: t.field({ type: PartyNode, description: 'Who asked.', resolve: row => row.requesterId }),
    requestedAt: t.field({ type: 'Instant', description: 'When.', resolve: row => row.requestedAt }),
  }),
})

builder.objectFields(DistributionNode, t => ({
  reversal: t.loadable({
    type: ReversalType,
    nullable: true,
    description:
      'That it was taken back as a whole: its reports wait again, and what it credited was taken back.',
    load: async (ids: string[], { em }) => {
      const found = new Map((await runReversals(em, ids)).map(row => [row.distributionId, row]))
      return ids.map(id => found.get(id) ?? null)
    },
    resolve: row => row.id,
  }),
  reversalRequests: t.field({
    type: [ReversalRequestType],
    authScopes: { staff: true },
    description: 'Reversals that wait for an approver, of all of it or of single lines: for staff.',
    resolve: ({ id }, _args, { em }) => openReversalRequests(em, id),
  }),
}))

builder.objectFields(DividendNode, t => ({
  reversal: t.loadable({
    type: ReversalType,
    nullable: true,
    description: 'That it was taken back, by itself or with its run.',
    load: async (keys: string[], { em }) => {
      const runs = [...new Set(keys.map(key => key.split(':')[0] ?? ''))]
      const whole = new Map((await runReversals(em, runs)).map(row => [row.distributionId, row]))
      const single = new Map((await lineReversals(em, runs)).map(row => [dividendKey(row), row]))
      return keys.map(key => single.get(key) ?? whole.get(key.split(':')[0] ?? '') ?? null)
    },
    resolve: dividendKey,
  }),
}))

const ReversalRequestPayload = builder
  .objectRef<Change<{ requestId: string; distributionId: string }>>('ReversalRequestPayload')
  .implement({
    description: 'The request for a reversal.',
    authScopes: { public: true },
    fields: t => ({
      requestId: t.id({
        description: 'Names it for whoever approves it.',
        resolve: ({ made }) => globalId('ReversalRequest', made.requestId),
      }),
      distribution: t.field({
        type: DistributionNode,
        description: 'The distribution.',
        resolve: ({ made }) => made.distributionId,
      }),
      replayed: t.exposeBoolean('replayed', {
        description: 'This request was carried out before under the same key; nothing was done again.',
      }),
    }),
  })

const RequestReversalInput = builder.inputType('RequestReversalInput', {
  description: 'What is to be taken back, and why.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    id: t.id({
      description:
        'Id of a distribution, the latest that stands, to take it back as a whole; or of a dividend, to take back that line.',
    }),
    reason: t.string({ description: 'Why: one line of at most 500 characters.' }),
  }),
})

/** Reads what is to be taken back. Refuses NOT_FOUND. */
function readReversed(text: string): { distributionId: string; line: LineName | null } {
  const { typename, id } = readGlobalId(text)
  if (typename !== 'Dividend') return { distributionId: idOf('Distribution', text), line: null }
  const [distributionId = '', classId = '', holderId = ''] = id.split(':')
  return { distributionId, line: { classId, holderId } }
}

builder.mutationFields(t => ({
  requestReversal: t.field({
    type: ReversalRequestPayload,
    errors: {},
    authScopes: { finance: true },
    description:
      'Asks for a run or one line of it to be taken back. Nothing moves until another person approves.',
    args: { input: t.arg({ type: RequestReversalInput, description: 'What, and why.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'requestReversal', input, (em, { personId: requesterId }) => {
        const { id, reason } = input
        return requestReversal(em, { ...readReversed(id), reason, requesterId }, context.now)
      }),
  }),
  reverseDistribution: t.field({
    type: DistributionPayload,
    errors: {},
    authScopes: { approver: true },
    description:
      'Approves a reversal, which is carried out at once: not who asked for it, and nobody of the issuer. What the accounts do not cover any more is recovered from later income of the project.',
    args: {
      requestId: t.arg.id({ description: 'Id of the request.' }),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: (_root, args, context) =>
      change(context, 'reverseDistribution', args, (em, { personId: approverId }) => {
        const requestId = idOf('ReversalRequest', args.requestId)
        return reverseDistribution(em, { requestId, approverId }, context.now)
      }),
  }),
}))
