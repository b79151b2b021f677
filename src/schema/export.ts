import {
  EXPORT_DAYS,
  EXPORT_STATES,
  type ExportFormat,
  type ExportKind,
  type ExportState,
  exportExpiry,
  exportFileName,
  exportState,
} from '../domain/reports/exports/export-kinds.ts'
import { type ExportRow, exportOf, exportsPage } from '../domain/reports/exports/exports.ts'
import { requestExport } from '../domain/reports/exports/request-export.ts'
import { REPORTS } from '../domain/reports/tables/report-kinds.ts'
import { parseDay } from '../domain/time/calendar.ts'
import { builder } from './builder.ts'
import { page, pageCost } from './connections.ts'
import { type Change, type Context, change } from './context.ts'
import { refuse } from './errors.ts'
import { exportLink, LINK_MINUTES } from './export-links.ts'
import { globalId, idOf } from './ids.ts'
import { KEY } from './payloads.ts'
import { PartyNode } from './refs.ts'
import { daysOf, ReportKindEnum } from './report.ts'

const StateEnum = builder.enumType('ExportState', {
  description: 'How far an export is.',
  values: Object.fromEntries(
    Object.entries(EXPORT_STATES).map(([state, description]) => [state, { description }]),
  ) as Record<ExportState, { description: string }>,
})

const KindEnum = builder.enumType('ExportKind', {
  description: 'What an export holds.',
  values: {
    ...Object.fromEntries(Object.entries(REPORTS).map(([kind, { what }]) => [kind, { description: what }])),
    journal: { description: 'The whole journal, for programs for plain-text accounting' },
    fec: { description: 'The fiscal export of a year' },
  } as Record<ExportKind, { description: string }>,
})

const LinkType = builder.objectRef<{ path: string; expiresAt: Date }>('ExportLink').implement({
  description: 'Where a file can be fetched, by whoever has the link.',
  authScopes: { public: true },
  fields: t => ({
    path: t.exposeString('path', { description: 'The path at this server, signed.' }),
    expiresAt: t.field({
      type: 'Instant',
      description: 'From then on it leads nowhere.',
      resolve: row => row.expiresAt,
    }),
  }),
})

const ExportType = builder.objectRef<ExportRow>('Export').implement({
  description:
    'A part of the books as a file: as it was committed when it was asked for, complete or failed.',
  authScopes: { papers: true },
  fields: t => ({
    id: t.id({ description: 'Its id.', resolve: row => globalId('Export', row.id) }),
    kind: t.expose('kind', { type: KindEnum, description: 'What it holds.' }),
    from: t.expose('from', {
      type: 'Day',
      nullable: true,
      description: 'Its first day; null: from the first.',
    }),
    until: t.expose('until', { type: 'Day', description: 'Its last day.' }),
    requester: t.field({
      type: PartyNode,
      description: 'Who asked for it.',
      resolve: row => row.requesterId,
    }),
    requestedAt: t.expose('requestedAt', {
      type: 'Instant',
      description: 'When. What was committed then is in it.',
    }),
    expiresAt: t.field({
      type: 'Instant',
      nullable: true,
      description: `From then on its file is given out no more: ${EXPORT_DAYS} days after it ended; null while it has not.`,
      resolve: row => exportExpiry(row),
    }),
    state: t.field({
      type: StateEnum,
      description: 'How far it is.',
      resolve: (row, _args, { now }) => exportState(row, now),
    }),
    progress: t.int({
      description: 'How many rows are written.',
      resolve: row => row.rows ?? row.written,
    }),
    fileName: t.string({ description: 'What the file is called.', resolve: row => exportFileName(row) }),
    rowCount: t.exposeInt('rows', {
      nullable: true,
      description: 'How many rows are in the file, its head not counted; null while there is none.',
    }),
    sha256: t.exposeString('sha256', { nullable: true, description: 'The SHA-256 of the file.' }),
    failure: t.exposeString('failure', { nullable: true, description: 'Why there is no file.' }),
    convention: t.string({
      description: 'How amounts stand in the file.',
      resolve: () => 'Exact decimals of the currency of their row, with a decimal point: nothing is rounded.',
    }),
    link: t.field({
      type: LinkType,
      nullable: true,
      description: `Where the file can be fetched for ${LINK_MINUTES} minutes; null while there is none.`,
      resolve: (row, _args, { config, now }) =>
        exportState(row, now) === 'ready' ? exportLink(config.tokenSecret, row.id, now) : null,
    }),
  }),
})

const ExportPayload = builder.objectRef<Change<{ exportId: string }>>('ExportPayload').implement({
  description: 'The export that was asked for.',
  authScopes: { public: true },
  fields: t => ({
    export: t.field({
      type: ExportType,
      description: 'The export.',
      resolve: async ({ made }, _args, { em }) => {
        const row = await exportOf(em, made.exportId)
        if (row === undefined) throw refuse.NOT_FOUND({ id: globalId('Export', made.exportId) })
        return row
      },
    }),
    replayed: t.exposeBoolean('replayed', {
      description: 'This request was carried out before under the same key; nothing was done again.',
    }),
  }),
})

builder.queryFields(t => ({
  export: t.field({
    type: ExportType,
    nullable: true,
    authScopes: { papers: true },
    description: 'An export; null when there is none with this id.',
    args: { id: t.arg.id({ description: 'Its id.' }) },
    resolve: async (_root, { id }, { em }) => (await exportOf(em, idOf('Export', id))) ?? null,
  }),
  exports: t.connection({
    type: ExportType,
    authScopes: { papers: true },
    description: 'The exports that finance and the auditor asked for, newest first.',
    complexity: pageCost,
    resolve: (_root, args, { em }) =>
      page(
        args,
        slice => exportsPage(em, slice),
        row => row.id,
      ),
  }),
}))

const TableFormat = builder.enumType('ReportFormat', {
  description: 'How a report is written.',
  values: {
    csv: { description: 'CSV: comma, UTF-8, however many rows' },
    xlsx: { description: 'A workbook for spreadsheets, up to 1,048,575 rows' },
  } satisfies Partial<Record<ExportFormat, unknown>>,
})

const JournalFormat = builder.enumType('JournalFormat', {
  description: 'Which programs are to read the journal.',
  values: {
    ledger: { description: 'hledger and ledger' },
    beancount: { description: 'beancount' },
  } satisfies Partial<Record<ExportFormat, unknown>>,
})

type Input = Omit<Parameters<typeof requestExport>[1], 'requesterId'>
type Sent = { idempotencyKey: string }

const ask = (context: Context, verb: string, sent: Sent, input: Input) =>
  change(context, verb, sent, (em, { personId }) =>
    requestExport(em, { ...input, requesterId: personId }, context.now),
  )

const exporting = { type: ExportPayload, errors: {}, authScopes: { papers: true } } as const

builder.mutationFields(t => ({
  exportReport: t.field({
    ...exporting,
    description: 'Asks for a report as a file. Refuses XLSX_TOO_LONG.',
    args: {
      kind: t.arg({ type: ReportKindEnum, description: 'Which report.' }),
      format: t.arg({ type: TableFormat, description: 'How it is written.' }),
      from: t.arg({
        type: 'Day',
        required: false,
        description: 'The first day; not given: the first of all.',
      }),
      until: t.arg({ type: 'Day', required: false, description: 'The last day; not given: today.' }),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: (_root, sent, context) => {
      const { from, until } = daysOf(sent, context.now)
      const { kind, format } = sent
      return ask(context, 'exportReport', sent, { kind, format, from, until, siren: null })
    },
  }),
  exportJournal: t.field({
    ...exporting,
    description: 'Asks for the whole journal up to a day, with the balances of each month asserted.',
    args: {
      format: t.arg({ type: JournalFormat, description: 'For which programs.' }),
      until: t.arg({ type: 'Day', required: false, description: 'The last day; not given: today.' }),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: (_root, sent, context) => {
      const { until } = daysOf(sent, context.now)
      return ask(context, 'exportJournal', sent, {
        kind: 'journal',
        format: sent.format,
        from: null,
        until,
        siren: null,
      })
    },
  }),
  exportFec: t.field({
    ...exporting,
    description:
      'Asks for the fiscal export (FEC) of a year; it fails when its months are not all closed. Refuses SIREN_MALFORMED.',
    args: {
      fiscalYear: t.arg.int({ description: 'The calendar year, such as 2008.' }),
      siren: t.arg.string({ description: 'The nine digits of who files it.' }),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: (_root, sent, context) => {
      const until = parseDay(`${sent.fiscalYear}-12-31`)
      const { siren } = sent
      return ask(context, 'exportFec', sent, { kind: 'fec', format: 'fec', from: null, until, siren })
    },
  }),
}))
