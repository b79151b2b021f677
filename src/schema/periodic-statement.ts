import { closeStatementPeriod } from '../domain/dividends/periods/close-statement-period.ts'
import { periodicStatementsPage } from '../domain/dividends/periods/periodic-statements.ts'
import { requestStatementCorrection } from '../domain/dividends/periods/request-statement-correction.ts'
import {
  type StatementPeriodRow,
  statementPeriodOf,
  statementPeriods,
} from '../domain/dividends/periods/statement-periods.ts'
import { builder } from './builder.ts'
import { page, pageCost } from './connections.ts'
import { type Change, change } from './context.ts'
import { globalId, idOf } from './ids.ts'
import { PaperFace } from './paper-face.ts'
import { LanguageEnum } from './party.ts'
import { KEY } from './payloads.ts'
import { PartyNode, PeriodicStatementNode } from './refs.ts'

const LAST_DAY = 'Last day of the period, in the platform’s zone.'

PeriodicStatementNode.implement({
  description:
    'A paper that was issued to a holder on a period over all projects: what his account began with, what moved it, and what it ended with. Its bytes are kept.',
  interfaces: [PaperFace],
  authScopes: { public: true },
  fields: t => ({
    holder: t.field({ type: PartyNode, description: 'Whose it is.', resolve: row => row.holderId }),
    period: t.exposeString('period', { description: 'The period: "2025", "2025-Q1" or "2025-03".' }),
    from: t.field({
      type: 'Day',
      description: 'First day of the period, in the platform’s zone.',
      resolve: row => row.from,
    }),
    to: t.field({ type: 'Day', description: LAST_DAY, resolve: row => row.to }),
    version: t.exposeInt('version', { description: '1, and one more for each corrected version.' }),
    replaces: t.field({
      type: PeriodicStatementNode,
      nullable: true,
      description: 'The version that it corrects.',
      resolve: row => row.replacesId,
    }),
    replacedBy: t.field({
      type: PeriodicStatementNode,
      nullable: true,
      description: 'The corrected version that took its place; null while it stands.',
      resolve: row => row.replacedById,
    }),
    language: t.expose('language', { type: LanguageEnum, description: 'Its language.' }),
  }),
})

builder.objectField(PartyNode, 'periodicStatements', t =>
  t.connection({
    type: PeriodicStatementNode,
    authScopes: party => ({ self: party.partyId, papers: true }),
    description:
      'The papers that were issued to it on periods, oldest first: for itself, finance and the auditor.',
    complexity: pageCost,
    resolve: ({ partyId }, args, { em }) =>
      page(
        args,
        slice => periodicStatementsPage(em, { holderId: partyId }, slice),
        row => row.id,
      ),
  }),
)

const StatementPeriodType = builder.objectRef<StatementPeriodRow>('StatementPeriod').implement({
  description: 'A month, quarter or year on which every holder gets a paper: its figures move no more.',
  authScopes: { staff: true },
  fields: t => ({
    id: t.id({ description: 'Its id.', resolve: ({ id }) => globalId('StatementPeriod', id) }),
    name: t.exposeString('name', { description: '"2025", "2025-Q1" or "2025-03".' }),
    from: t.field({
      type: 'Day',
      description: 'Its first day, in the platform’s zone.',
      resolve: row => row.from,
    }),
    to: t.field({ type: 'Day', description: LAST_DAY, resolve: row => row.to }),
    closer: t.field({ type: PartyNode, description: 'Who closed it.', resolve: row => row.closerId }),
    closedAt: t.field({
      type: 'Instant',
      description: 'When it was closed.',
      resolve: row => row.closedAt,
    }),
    holders: t.exposeInt('holders', { description: 'How many holders get a paper.' }),
    issued: t.exposeInt('issued', { description: 'How many of them have theirs.' }),
    completedAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'When the last one got his; null until then.',
      resolve: row => row.completedAt,
    }),
    archivePath: t.string({
      description:
        'Where finance and the auditor get all papers as one archive, with their token, once they are issued: GET this path of the server.',
      resolve: ({ name }) => `/statements/${name}.zip`,
    }),
    statements: t.connection({
      type: PeriodicStatementNode,
      authScopes: { papers: true },
      description: 'The papers, in all versions: for finance and the auditor.',
      complexity: pageCost,
      resolve: ({ id }, args, { em }) =>
        page(
          args,
          slice => periodicStatementsPage(em, { periodId: id }, slice),
          row => row.id,
        ),
    }),
  }),
})

builder.queryField('statementPeriods', t =>
  t.field({
    type: [StatementPeriodType],
    authScopes: { staff: true },
    description: 'The periods on which papers are issued, the latest first: all of them, a few a year.',
    resolve: (_root, _args, { em }) => statementPeriods(em),
  }),
)

const replayed = {
  description: 'This request was carried out before under the same key; nothing was done again.',
} as const

const StatementPeriodPayload = builder
  .objectRef<Change<{ periodId: string }>>('StatementPeriodPayload')
  .implement({
    description: 'The period after the change.',
    authScopes: { public: true },
    fields: t => ({
      period: t.field({
        type: StatementPeriodType,
        description: 'The period.',
        resolve: ({ made }, _args, { em }) => statementPeriodOf(em, made.periodId),
      }),
      replayed: t.exposeBoolean('replayed', replayed),
    }),
  })

const PeriodicStatementPayload = builder
  .objectRef<Change<{ statementId: string }>>('PeriodicStatementPayload')
  .implement({
    description: 'The paper after the change.',
    authScopes: { public: true },
    fields: t => ({
      statement: t.field({
        type: PeriodicStatementNode,
        description: 'The paper; its corrected version is issued a little later.',
        resolve: ({ made }) => made.statementId,
      }),
      replayed: t.exposeBoolean('replayed', replayed),
    }),
  })

builder.mutationFields(t => ({
  closeStatementPeriod: t.field({
    type: StatementPeriodPayload,
    errors: {},
    authScopes: { finance: true },
    description:
      'Closes a month, quarter or year whose books are closed, so that every holder gets his paper on it.',
    args: {
      period: t.arg.string({ description: 'The period: "2025", "2025-Q1" or "2025-03".' }),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: (_root, input, context) =>
      change(context, 'closeStatementPeriod', input, (em, { personId }) =>
        closeStatementPeriod(em, { period: input.period, closerId: personId }, context.now),
      ),
  }),
  requestStatementCorrection: t.field({
    type: PeriodicStatementPayload,
    errors: {},
    authScopes: { finance: true },
    description:
      'Asks for a corrected version of a paper on a period, in the name and language that its holder has by then. It says which one it replaces.',
    args: {
      statementId: t.arg.id({ description: 'Id of the paper.' }),
      reason: t.arg.string({ description: 'Why, in 1 to 500 characters.' }),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: (_root, input, context) =>
      change(context, 'requestStatementCorrection', input, (em, { personId }) => {
        const statementId = idOf('PeriodicStatement', input.statementId)
        return requestStatementCorrection(
          em,
          { statementId, reason: input.reason, requesterId: personId },
          context.now,
        )
      }),
  }),
}))
