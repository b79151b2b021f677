import { FILE_KINDS, type FileKind } from '../documents/import-file/columns.ts'
import { type ImportRow, importProgressOf } from '../domain/imports/imports.ts'
import type { ImportSum } from '../domain/imports/lines/staged.ts'
import type { LineProblem } from '../domain/imports/lines/staged-line.ts'
import type { Currency } from '../domain/money/currency.ts'
import type { Looked } from '../import-books.ts'
import { builder } from './builder.ts'
import type { Change } from './context.ts'
import { globalId } from './ids.ts'
import { PartyNode, ProjectNode } from './refs.ts'
import { MoneyType } from './scalars.ts'

const SAYS: Record<FileKind, string> = {
  investors: 'Who invested: people and firms.',
  lots: 'Who has held how many shares of which class, since when and at what price.',
  distributions: 'Who was paid how much when, and what was withheld.',
}

const HAS = (kind: FileKind) => `${SAYS[kind]} Columns: ${Object.keys(FILE_KINDS[kind]).join(', ')}.`

export const ImportKindEnum = builder.enumType('ImportKind', {
  description: 'What a file of another platform brings, with the columns of its header.',
  values: {
    investors: { description: HAS('investors') },
    lots: { description: HAS('lots') },
    distributions: { description: HAS('distributions') },
  },
})

const ImportProblemType = builder.objectRef<LineProblem>('ImportProblem').implement({
  description: 'What is wrong with a line of a file, and where.',
  authScopes: { public: true },
  fields: t => ({
    line: t.exposeInt('line', { description: 'The line, counted from 1 with the header.' }),
    column: t.exposeString('column', {
      nullable: true,
      description: 'The column; null where it is about the whole line or file.',
    }),
    code: t.exposeString('code', { description: 'The reason, for programs.' }),
    value: t.exposeString('value', {
      nullable: true,
      description: 'What stands there; null where that is personal data, or nothing.',
    }),
    expected: t.exposeString('expected', { description: 'What should stand there.' }),
  }),
})

/** An amount of the sum; null where its lines have none. */
const amount = (description: string, pick: (row: ImportSum) => bigint) => ({
  type: MoneyType,
  nullable: true as const,
  description,
  resolve: (row: ImportSum) =>
    row.currency === null ? null : { minor: pick(row), currency: row.currency as Currency },
})

const ImportSumType = builder.objectRef<ImportSum>('ImportSum').implement({
  description: 'What the lines of a file come to, by project and currency; investors are of no project.',
  authScopes: { public: true },
  fields: t => ({
    project: t.field({
      type: ProjectNode,
      nullable: true,
      description: 'The project.',
      resolve: row => row.projectId,
    }),
    lines: t.exposeInt('lines', { description: 'How many lines.' }),
    fresh: t.exposeInt('fresh', {
      description: 'How many of them are new; the others were imported before and change nothing.',
    }),
    shares: t.field({
      type: 'Decimal',
      description: 'The shares of its lots.',
      resolve: row => row.shares.toString(),
    }),
    paidIn: t.field(amount('What was paid in for them.', row => row.paidIn)),
    gross: t.field(amount('What was paid out, before levies.', row => row.gross)),
    withheld: t.field(amount('What was withheld of it.', row => row.withheld)),
    net: t.field(amount('What was paid.', row => row.net)),
  }),
})

export const ImportPreviewType = builder.objectRef<Looked>('ImportPreview').implement({
  description: 'What importing a file would change, or everything that is wrong with it.',
  authScopes: { public: true },
  fields: t => ({
    kind: t.expose('kind', { type: ImportKindEnum, description: 'What it brings.' }),
    sha256: t.exposeString('sha256', {
      description: 'The SHA-256 of the file: who prepares or approves its import says that he saw this one.',
    }),
    lines: t.exposeInt('lines', { description: 'How many lines were looked at, the header not counted.' }),
    fresh: t.exposeInt('fresh', { description: 'How many facts it would add: its new lines.' }),
    problemCount: t.exposeInt('problems', {
      description: 'How many problems there are; with one, nothing is imported.',
    }),
    problems: t.field({
      type: [ImportProblemType],
      description: 'The first hundred, by line.',
      resolve: row => [...row.first],
    }),
    problemList: t.exposeString('list', {
      nullable: true,
      description: 'All of them as CSV; null when there is none.',
    }),
    sums: t.field({ type: [ImportSumType], description: 'What it comes to.', resolve: row => row.sums }),
  }),
})

const ImportProgressType = builder
  .objectRef<NonNullable<Awaited<ReturnType<typeof importProgressOf>>>>('ImportProgress')
  .implement({
    description: 'How far an import is that is being carried out now.',
    authScopes: { staff: true },
    fields: t => ({
      phase: t.exposeString('phase', { description: '"read", then "check", then "write".' }),
      read: t.exposeInt('read', { description: 'How many lines are read.' }),
      checked: t.exposeInt('checked', { description: 'How many lines are checked.' }),
      written: t.exposeInt('written', {
        description: 'How many lines are written; none counts before all are.',
      }),
      updatedAt: t.field({
        type: 'Instant',
        description: 'When this was written, by the clock of the database.',
        resolve: row => row.updatedAt,
      }),
    }),
  })

export const ImportType = builder.objectRef<ImportRow>('Import').implement({
  description:
    'A file of another platform that was prepared to be imported, and its import by another person.',
  authScopes: { staff: true },
  fields: t => ({
    id: t.id({
      description: 'The id of its preparation.',
      resolve: row => globalId('ImportPreparation', row.id),
    }),
    kind: t.expose('kind', { type: ImportKindEnum, description: 'What it brings.' }),
    sha256: t.exposeString('sha256', { description: 'The SHA-256 of the file.' }),
    fileName: t.exposeString('fileName', { description: 'What its preparer called it.' }),
    lines: t.exposeInt('lines', { description: 'How many lines it has.' }),
    preparer: t.field({ type: PartyNode, description: 'Who prepared it.', resolve: row => row.preparerId }),
    preparedAt: t.field({ type: 'Instant', description: 'When.', resolve: row => row.preparedAt }),
    approver: t.field({
      type: PartyNode,
      nullable: true,
      description: 'Who had it imported; null while nobody did.',
      resolve: row => row.approverId,
    }),
    approvedAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'When it was imported.',
      resolve: row => row.approvedAt,
    }),
    fresh: t.exposeInt('fresh', { nullable: true, description: 'How many of its lines were new then.' }),
    progress: t.field({
      type: ImportProgressType,
      nullable: true,
      description: 'How far it is; null when it does not run now.',
      resolve: (row, _args, { em }) => importProgressOf(em, row.id),
    }),
  }),
})

export type ImportChange = Change<{ preparationId: string }>
