import { draftFor, nextPeriod, type OfferedDraft } from '../domain/dividends/reporting/offered-draft.ts'
import { saveDraft } from '../domain/dividends/reporting/save-draft.ts'
import { sendDraft } from '../domain/dividends/reporting/send-draft.ts'
import type { Currency } from '../domain/money/currency.ts'
import { projectOf } from '../domain/offerings/projects.ts'
import { builder } from './builder.ts'
import { type Change, change } from './context.ts'
import { idOf } from './ids.ts'
import { KEY, ON_BEHALF_OF, RevenueReportPayload } from './payloads.ts'
import { ProjectNode, RevenueReportNode } from './refs.ts'
import { linesGiven, RevenueLineInput, RevenueLineType, refuseUnlessReporter } from './revenue.ts'

const DraftBasis = builder.enumType('DraftBasis', {
  description: 'Where the lines of a draft come from.',
  values: {
    kept: { description: 'It was saved' },
    sentBack: { description: 'The report that was sent back, as it was' },
    lastReport: { description: 'The last report, its amounts to be filled in' },
    nothing: { description: 'There is nothing to start from' },
  } as const,
})

const ReportDraftType = builder.objectRef<OfferedDraft & { currency: Currency }>('ReportDraft').implement({
  description: 'What somebody who reports a period starts from or goes on with. It is no report yet.',
  authScopes: { public: true },
  fields: t => ({
    periodStart: t.field({ type: 'Day', description: 'First day.', resolve: row => row.periodStart }),
    periodEnd: t.field({ type: 'Day', description: 'Last day.', resolve: row => row.periodEnd }),
    basis: t.field({
      type: DraftBasis,
      description: 'Where its lines come from.',
      resolve: row => row.basis,
    }),
    lines: t.field({
      type: [RevenueLineType],
      description: 'Its lines, all in one currency: one that is known, not always the project’s.',
      resolve: ({ lines, currency }) => lines.map(line => ({ ...line, currency })),
    }),
    savedAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'When it was saved; null when it was not.',
      resolve: row => row.savedAt,
    }),
    report: t.field({
      type: RevenueReportNode,
      nullable: true,
      description: 'The report that was sent back, or the last one.',
      resolve: row => row.reportId,
    }),
  }),
})

const PeriodInput = builder.inputType('PeriodInput', {
  description: 'Days in the project’s zone, the last one included.',
  fields: t => ({
    periodStart: t.field({ type: 'Day', description: 'First day.' }),
    periodEnd: t.field({ type: 'Day', description: 'Last day.' }),
  }),
})

builder.objectField(ProjectNode, 'draftFor', t =>
  t.field({
    type: ReportDraftType,
    nullable: true,
    authScopes: project => ({ staff: true, issuerOf: project.id }),
    description:
      'What a period starts from: what was saved, what was sent back, or the lines of the last report. For the issuer and staff.',
    args: {
      period: t.arg({
        type: PeriodInput,
        required: false,
        description:
          'The period; not given: the oldest one of the calendar that is not reported, and null without one.',
      }),
    },
    resolve: async (project, args, { em, now }) => {
      const period = args.period ?? (await nextPeriod(em, project, now))
      if (period === null) return null
      const draft = await draftFor(em, project.id, period)
      return { ...draft, currency: draft.currency ?? project.currency }
    },
  }),
)

type Saved = Change<Record<'projectId' | 'periodStart' | 'periodEnd', string>>

const ReportDraftPayload = builder.objectRef<Saved>('ReportDraftPayload').implement({
  description: 'The draft after the change.',
  authScopes: { public: true },
  fields: t => ({
    draft: t.field({
      type: ReportDraftType,
      description: 'The draft.',
      resolve: async ({ made }, _args, { em }) => {
        const project = await projectOf(em, made.projectId)
        const draft = await draftFor(em, made.projectId, made)
        return { ...draft, currency: draft.currency ?? project.currency }
      },
    }),
    replayed: t.exposeBoolean('replayed', {
      description: 'This request was carried out before under the same key; nothing was done again.',
    }),
  }),
})

const SaveDraftInput = builder.inputType('SaveDraftInput', {
  description: 'A report that is not ready to be sent.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    onBehalfOf: t.id(ON_BEHALF_OF),
    projectId: t.id({ description: 'Id of the project.' }),
    periodStart: t.field({ type: 'Day', description: 'First day of the period.' }),
    periodEnd: t.field({ type: 'Day', description: 'Last day of the period; it may last on.' }),
    lines: t.field({ type: [RevenueLineInput], description: 'One per source; there may be none yet.' }),
  }),
})

const SendDraftInput = builder.inputType('SendDraftInput', {
  description: 'A draft that is ready.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    onBehalfOf: t.id(ON_BEHALF_OF),
    projectId: t.id({ description: 'Id of the project.' }),
    periodStart: t.field({ type: 'Day', description: 'First day of its period.' }),
    periodEnd: t.field({ type: 'Day', description: 'Last day of its period.' }),
  }),
})

builder.mutationFields(t => ({
  saveDraft: t.field({
    type: ReportDraftPayload,
    errors: {},
    authScopes: { signedIn: true },
    description:
      'Keeps the draft of a report in the place of the one before. Nobody approves or distributes it.',
    args: { input: t.arg({ type: SaveDraftInput, description: 'The draft.' }) },
    resolve: async (_root, { input }, context) => {
      const projectId = idOf('Project', input.projectId)
      await refuseUnlessReporter(context, projectId)
      const { periodStart, periodEnd } = input
      const draft = { projectId, periodStart, periodEnd, lines: linesGiven(input.lines) }
      return change(context, 'saveDraft', input, (em, { personId }) =>
        saveDraft(em, { ...draft, savedById: personId }, context.now),
      )
    },
  }),
  sendDraft: t.field({
    type: RevenueReportPayload,
    errors: {},
    authScopes: { signedIn: true },
    description: 'Makes the report of a period of its draft, as it is kept.',
    args: { input: t.arg({ type: SendDraftInput, description: 'Which draft.' }) },
    resolve: async (_root, { input }, context) => {
      const projectId = idOf('Project', input.projectId)
      await refuseUnlessReporter(context, projectId)
      const { periodStart, periodEnd } = input
      return change(context, 'sendDraft', input, (em, { personId }) =>
        sendDraft(em, { projectId, periodStart, periodEnd, reporterId: personId }, context.now),
      )
    },
  }),
}))
