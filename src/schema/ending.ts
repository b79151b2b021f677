import { approveWindUp } from '../domain/dividends/endings/approve-wind-up.ts'
import { counts, type EndingKind, type EndState } from '../domain/dividends/endings/ending-states.ts'
import type { EndingRow } from '../domain/dividends/endings/endings.ts'
import { endOf, type ProjectEnd } from '../domain/dividends/endings/project-ends.ts'
import { recordEnding } from '../domain/dividends/endings/record-ending.ts'
import { revokeEnding } from '../domain/dividends/endings/revoke-ending.ts'
import { builder } from './builder.ts'
import { type Change, change, isStaff } from './context.ts'
import { globalId, idOf } from './ids.ts'
import { KEY } from './payloads.ts'
import { PartyNode, ProjectNode } from './refs.ts'

const EndStateEnum = builder.enumType('ProjectEndState', {
  description: 'Whether a project has ended, and how.',
  values: {
    live: { description: 'Nothing is wrong that we know of' },
    late: { description: 'An instalment is open after its days of grace' },
    default: { description: 'An obligation is more than 90 days past due, or it is unlikely to pay' },
    insolvent: { description: 'Insolvency was opened; what is recovered goes through the tiers' },
    woundUp: { description: 'Nothing more is expected: what was not got back is lost' },
    matured: { description: 'Its contract is fulfilled' },
  } as const satisfies Record<EndState, unknown>,
})

const EndingKindEnum = builder.enumType('EndingKind', {
  description: 'Something that ends a project, or begins to.',
  values: {
    default: { description: 'It is unlikely to pay' },
    insolvency: { description: 'Insolvency was opened' },
    windUp: { description: 'It was wound up' },
    maturity: { description: 'Its contract is fulfilled' },
  } as const satisfies Record<EndingKind, unknown>,
})

const EndingType = builder.objectRef<EndingRow>('ProjectEnding').implement({
  description: 'Something that was recorded about the end of a project.',
  authScopes: { public: true },
  fields: t => ({
    id: t.id({ description: 'Names it.', resolve: row => globalId('ProjectEnding', row.id) }),
    kind: t.expose('kind', { type: EndingKindEnum, description: 'What it is.' }),
    occurredOn: t.field({ type: 'Day', description: 'When it happened.', resolve: row => row.occurredOn }),
    source: t.exposeString('source', { description: 'Where it is known from.' }),
    evidence: t.exposeString('evidence', { nullable: true, description: 'SHA-256 of the document.' }),
    recordedAt: t.field({
      type: 'Instant',
      description: 'When it was recorded.',
      resolve: row => row.recordedAt,
    }),
    confirmedAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'When an approver confirmed it: a winding up counts from then on, the others need none.',
      resolve: row => row.approvedAt,
    }),
    revokedAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'When it was taken back as wrong: it counts no more. For staff, who alone see it then.',
      resolve: row => row.revokedAt,
    }),
    recorder: t.field({
      type: PartyNode,
      authScopes: { staff: true },
      description: 'Who recorded it: for staff.',
      resolve: row => row.recorderId,
    }),
    approver: t.field({
      type: PartyNode,
      nullable: true,
      authScopes: { staff: true },
      description: 'Who confirmed it: for staff.',
      resolve: row => row.approverId,
    }),
  }),
})

const EndType = builder.objectRef<ProjectEnd>('ProjectEnd').implement({
  description: 'Whether a project has ended, how, and what that is known from.',
  authScopes: { public: true },
  fields: t => ({
    state: t.expose('state', { type: EndStateEnum, description: 'Where it stands now.' }),
    endings: t.field({
      type: [EndingType],
      description:
        'What was recorded, in that order; what waits for an approver, or was taken back, is for staff.',
      resolve: ({ endings }, _args, context) => (isStaff(context) ? endings : endings.filter(counts)),
    }),
  }),
})

builder.objectField(ProjectNode, 'end', t =>
  t.field({
    type: EndType,
    complexity: 50,
    description: 'Whether it has ended, and how.',
    resolve: (project, _args, { em, now }) => endOf(em, project, now),
  }),
)

const EndingPayload = builder
  .objectRef<Change<{ endingId: string; projectId: string }>>('ProjectEndingPayload')
  .implement({
    description: 'What was recorded or confirmed about the end of a project.',
    authScopes: { public: true },
    fields: t => ({
      endingId: t.id({
        description: 'Names it for whoever confirms it.',
        resolve: ({ made }) => globalId('ProjectEnding', made.endingId),
      }),
      project: t.field({
        type: ProjectNode,
        description: 'The project after the change.',
        resolve: ({ made }) => made.projectId,
      }),
      replayed: t.exposeBoolean('replayed', {
        description: 'This request was carried out before under the same key; nothing was done again.',
      }),
    }),
  })

const RecordEndingInput = builder.inputType('RecordEndingInput', {
  description: 'What happened to a project, when, and where that is known from.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    projectId: t.id({ description: 'Id of the project.' }),
    occurredOn: t.field({ type: 'Day', description: 'The day on which it happened, today at the latest.' }),
    source: t.string({ description: 'Where it is known from: one line of at most 500 characters.' }),
    evidence: t.string({
      required: false,
      description: 'SHA-256 of the document, in 64 lower-case hexadecimal digits.',
    }),
  }),
})

const recording = (verb: string, kind: EndingKind, description: string) =>
  builder.mutationField(verb, t =>
    t.field({
      type: EndingPayload,
      errors: {},
      authScopes: { finance: true },
      description,
      args: { input: t.arg({ type: RecordEndingInput, description: 'What happened.' }) },
      resolve: (_root, { input }, context) =>
        change(context, verb, input, (em, { personId: recorderId }) => {
          const { occurredOn, source, evidence = null } = input
          const projectId = idOf('Project', input.projectId)
          return recordEnding(em, { projectId, kind, occurredOn, source, evidence, recorderId }, context.now)
        }),
    }),
  )

recording('recordDefault', 'default', 'Records that a project is unlikely to pay.')
recording('recordInsolvency', 'insolvency', 'Records that insolvency was opened over a project.')
recording(
  'recordWindUp',
  'windUp',
  'Records that a project was wound up. It counts when an approver has confirmed it.',
)
recording('recordMaturity', 'maturity', 'Records that the contract of a project is fulfilled.')

builder.mutationField('approveWindUp', t =>
  t.field({
    type: EndingPayload,
    errors: {},
    authScopes: { approver: true },
    description:
      'Confirms a winding up: not who recorded it, and nobody of the issuer. What was to be recovered from later income is written off, holders get their papers about what they lost, and only recoveries can be reported.',
    args: {
      endingId: t.arg.id({ description: 'Id of what was recorded.' }),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: (_root, args, context) =>
      change(context, 'approveWindUp', args, (em, { personId: approverId }) =>
        approveWindUp(em, { endingId: idOf('ProjectEnding', args.endingId), approverId }, context.now),
      ),
  }),
)

builder.mutationField('revokeEnding', t =>
  t.field({
    type: EndingPayload,
    errors: {},
    authScopes: { finance: true },
    description:
      'Takes back what was recorded about the end of a project and is wrong. A winding up that was confirmed is for good.',
    args: {
      endingId: t.arg.id({ description: 'Id of what was recorded.' }),
      reason: t.arg.string({ description: 'Why: one line of at most 500 characters.' }),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: (_root, args, context) =>
      change(context, 'revokeEnding', args, (em, { personId: revokerId }) => {
        const endingId = idOf('ProjectEnding', args.endingId)
        return revokeEnding(em, { endingId, reason: args.reason, revokerId }, context.now)
      }),
  }),
)
