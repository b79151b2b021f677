import type { Currency } from '../domain/money/currency.ts'
import {
  type Asked,
  type Column,
  REPORTS,
  type ReportKind,
  type ReportRow,
} from '../domain/reports/tables/report-kinds.ts'
import { reportTable } from '../domain/reports/tables/reports.ts'
import { shownCells } from '../domain/reports/tables/shown-cells.ts'
import type { ReportTotal } from '../domain/reports/tables/table.ts'
import { dayOf, PLATFORM_ZONE, parseDay } from '../domain/time/calendar.ts'
import { builder } from './builder.ts'
import { page, pageCost } from './connections.ts'
import { MoneyType } from './scalars.ts'

export const ReportKindEnum = builder.enumType('ReportKind', {
  description: 'The reports that are tables.',
  values: Object.fromEntries(
    Object.entries(REPORTS).map(([kind, { what }]) => [kind, { description: what }]),
  ) as Record<ReportKind, { description: string }>,
})

const HoldsEnum = builder.enumType('ReportColumnHolds', {
  description: 'What the cells of a column are.',
  values: {
    text: { description: 'A text' },
    party: { description: 'An id of a party; empty: the platform' },
    name: { description: 'What the party beside it is called; empty: the platform' },
    count: { description: 'How many' },
    money: { description: 'An amount in the currency of its row, exact, with a decimal point' },
    amount: {
      description: 'An amount in another currency than its row’s, which the row names; it is not summed',
    },
    day: { description: 'A day, such as 2008-12-31' },
    ratio: { description: 'A ratio, such as 0.5' },
  } satisfies Record<Column['holds'], { description: string }>,
})

const ColumnType = builder.objectRef<Column>('ReportColumn').implement({
  description: 'A column of a report.',
  authScopes: { public: true },
  fields: t => ({
    name: t.exposeString('name', { description: 'Its name, as files have it too.' }),
    holds: t.expose('holds', { type: HoldsEnum, description: 'What its cells are.' }),
  }),
})

const TotalType = builder.objectRef<ReportTotal>('ReportTotal').implement({
  description: 'The sum of a column over all rows in one currency.',
  authScopes: { public: true },
  fields: t => ({
    column: t.exposeString('column', { description: 'The name of the column.' }),
    amount: t.field({
      type: MoneyType,
      description: 'The sum.',
      resolve: ({ amount, currency }) => ({ minor: amount, currency: currency as Currency }),
    }),
  }),
})

type Report = { kind: ReportKind; asked: Asked }

const RowType = builder.objectRef<ReportRow & { kind: ReportKind }>('ReportRow').implement({
  description: 'A row of a report.',
  authScopes: { public: true },
  fields: t => ({
    cells: t.stringList({
      description: 'Its cells in the order of the columns, as texts; what there is not is empty.',
      resolve: row => shownCells(row.kind, row),
    }),
  }),
})

/** Keys of rows: codes, days and ids with bars between them. */
const KEY = /^[\w.-]+(\|[\w.-]+)+$/

const ReportType = builder.objectRef<Report>('Report').implement({
  description: 'A table from the books. `exportReport` gives the same rows as a file.',
  authScopes: { public: true },
  fields: t => ({
    kind: t.expose('kind', { type: ReportKindEnum, description: 'Which one.' }),
    until: t.field({
      type: 'Day',
      description: 'The last day that is counted.',
      resolve: ({ asked }) => asked.until,
    }),
    columns: t.field({
      type: [ColumnType],
      description: 'What its rows show.',
      resolve: ({ kind }) => [...REPORTS[kind].columns],
    }),
    rowCount: t.int({
      description: 'How many rows there are in all.',
      complexity: 50,
      resolve: ({ kind, asked }, _args, { em }) => reportTable(em, kind, asked).count(),
    }),
    totals: t.field({
      type: [TotalType],
      complexity: 50,
      description: 'The sum of each column with amounts, by currency, over all rows.',
      resolve: ({ kind, asked }, _args, { em }) => reportTable(em, kind, asked).totals(),
    }),
    rows: t.connection({
      type: RowType,
      description: 'The rows, in the order of files.',
      complexity: pageCost,
      resolve: ({ kind, asked }, args, { em }) =>
        page(
          args,
          async slice => (await reportTable(em, kind, asked).page(slice)).map(row => ({ ...row, kind })),
          row => row.key,
          KEY,
        ),
    }),
  }),
})

builder.queryField('report', t =>
  t.field({
    type: ReportType,
    authScopes: { papers: true },
    description: 'A report from the books, for finance and the auditor. Refuses DATE_MALFORMED.',
    args: {
      kind: t.arg({ type: ReportKindEnum, description: 'Which one.' }),
      from: t.arg({
        type: 'Day',
        required: false,
        description: 'The first day that is counted; not given: the first of the books.',
      }),
      until: t.arg({ type: 'Day', required: false, description: 'The last one; not given: today.' }),
    },
    resolve: (_root, { kind, from, until }, { now }) => ({ kind, asked: daysOf({ from, until }, now) }),
  }),
)

/** Days as they were asked for. */
export function daysOf(
  { from, until }: { from?: string | null | undefined; until?: string | null | undefined },
  now: Date,
): Asked {
  return {
    from: from == null ? null : parseDay(from),
    until: until == null ? dayOf(now, PLATFORM_ZONE) : parseDay(until),
    cut: null,
  }
}
