import { approveDistribution } from '../domain/dividends/approval/approve-distribution.ts'
import { approveDistributions } from '../domain/dividends/approval/approve-distributions.ts'
import { builder } from './builder.ts'
import { type Change, change } from './context.ts'
import { globalId, idOf } from './ids.ts'
import { KEY } from './payloads.ts'
import { ProjectNode } from './refs.ts'

const ApprovalPayload = builder
  .objectRef<Change<{ approvalId: string }>>('DistributionApprovalPayload')
  .implement({
    description: 'The signature of a preview.',
    authScopes: { public: true },
    fields: t => ({
      approvalId: t.id({
        description: 'Names the signature.',
        resolve: ({ made }) => globalId('DistributionApproval', made.approvalId),
      }),
      replayed: t.exposeBoolean('replayed', {
        description: 'This request was carried out before under the same key; nothing was done again.',
      }),
    }),
  })

const LeftOutType = builder.objectRef<string>('LeftOutPreview').implement({
  description: 'A preview that dropped out of a bundle.',
  authScopes: { public: true },
  fields: t => ({
    project: t.field({
      type: ProjectNode,
      description: 'Of which project.',
      resolve: text => text.split(':')[0] ?? '',
    }),
    code: t.string({ description: 'Why, such as PREVIEW_STALE.', resolve: text => text.split(':')[1] ?? '' }),
  }),
})

const BundlePayload = builder
  .objectRef<Change<{ approvalIds: string[]; leftOut: string[] }>>('DistributionApprovalsPayload')
  .implement({
    description: 'The signatures of a bundle of previews.',
    authScopes: { public: true },
    fields: t => ({
      signed: t.int({ description: 'How many were signed.', resolve: ({ made }) => made.approvalIds.length }),
      leftOut: t.field({
        type: [LeftOutType],
        description: 'Those that dropped out, each with its reason.',
        resolve: ({ made }) => made.leftOut,
      }),
      replayed: t.exposeBoolean('replayed', {
        description: 'This request was carried out before under the same key; nothing was done again.',
      }),
    }),
  })

const BundleItemInput = builder.inputType('PreviewToSign', {
  description: 'One preview of a bundle.',
  fields: t => ({
    projectId: t.id({ description: 'Id of the project.' }),
    hash: t.string({ description: 'The hash of its preview.' }),
  }),
})

const PAID_ON = { type: 'Day', description: 'The payment date that was previewed.' } as const

builder.mutationFields(t => ({
  approveDistribution: t.field({
    type: ApprovalPayload,
    errors: {},
    authScopes: { approver: true },
    description:
      'Signs the preview of a run by its hash: not whoever reported any of it, and nobody of the issuer. It is carried out on the payment date.',
    args: {
      projectId: t.arg.id({ description: 'Id of the project.' }),
      hash: t.arg.string({ description: 'The hash of the preview that was looked at.' }),
      paidOn: t.arg(PAID_ON),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: (_root, args, context) =>
      change(context, 'approveDistribution', args, (em, { personId: approverId }) => {
        const { hash, paidOn } = args
        return approveDistribution(
          em,
          { projectId: idOf('Project', args.projectId), hash, paidOn, approverId },
          context.now,
        )
      }),
  }),
  approveDistributions: t.field({
    type: BundlePayload,
    errors: {},
    authScopes: { approver: true },
    description:
      'Signs the previews of one day as one, by a hash over their hashes: SHA-256 of "project hash" lines, ordered by project. A stale one drops out by name.',
    args: {
      items: t.arg({ type: [BundleItemInput], description: 'The previews.' }),
      hash: t.arg.string({ description: 'The hash over their hashes.' }),
      paidOn: t.arg(PAID_ON),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: (_root, args, context) =>
      change(context, 'approveDistributions', args, (em, { personId: approverId }) => {
        const items = args.items.map(item => ({
          projectId: idOf('Project', item.projectId),
          hash: item.hash,
        }))
        return approveDistributions(
          em,
          { items, hash: args.hash, paidOn: args.paidOn, approverId },
          context.now,
        )
      }),
  }),
}))
