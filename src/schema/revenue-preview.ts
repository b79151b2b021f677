import type { Remark, Remarks, RevenueFileReading } from '../documents/revenue-file/reading.ts'
import type { ImportPlan } from '../domain/dividends/revenue/plan-import.ts'
import type { Currency } from '../domain/money/currency.ts'
import { formatDecimal } from '../domain/money/decimal.ts'
import type { Refusal } from '../domain/refusal.ts'
import { builder } from './builder.ts'
import { RevenueReportNode } from './refs.ts'
import { RefusalCode } from './refusal.ts'
import { RevenueLineType } from './revenue.ts'
import { RevenueFormatEnum } from './revenue-evidence.ts'
import { money } from './scalars.ts'

const RemarkType = builder.objectRef<Remark>('RevenueFileRemark').implement({
  description: 'What cannot be read in a file, or is worth a look, and where.',
  authScopes: { public: true },
  fields: t => ({
    line: t.exposeInt('line', {
      nullable: true,
      description: 'The line, counted from 1; null when it is about the whole file.',
    }),
    column: t.exposeString('column', { nullable: true, description: 'The column, by its name.' }),
    message: t.exposeString('message', { description: 'What was expected and what was found.' }),
  }),
})

const RefusalAheadType = builder
  .objectRef<Pick<Refusal, 'code' | 'message' | 'field'>>('RefusalAhead')
  .implement({
    description: 'The refusal that a change would get now.',
    authScopes: { public: true },
    fields: t => ({
      code: t.field({
        type: RefusalCode,
        description: 'The reason, for programs.',
        resolve: row => row.code,
      }),
      message: t.exposeString('message', { description: 'The reason, for people.' }),
      field: t.exposeString('field', { nullable: true, description: 'The input field it is about.' }),
    }),
  })

/** A file as it was read, and what an import of it would come to now. */
export type Preview = {
  sha256: string
  reading: RevenueFileReading
  plan: Extract<ImportPlan, { before: null }> | null
  before: string | null
  refusal: Refusal | null
  currency: Currency
}

const sumOf = ({ plan }: Preview, pick: (line: { gross: bigint; deduction: bigint }) => bigint) =>
  (plan?.lines ?? []).reduce((sum, line) => sum + pick(line), 0n)

export const RevenueFilePreviewType = builder.objectRef<Preview>('RevenueFilePreview').implement({
  description: 'What a file says, and what would be reported of it.',
  authScopes: { public: true },
  fields: t => {
    const remarks = (description: string, pick: (reading: RevenueFileReading) => Remarks) =>
      t.field({ type: [RemarkType], description, resolve: ({ reading }) => pick(reading).first })
    const count = (description: string, pick: (reading: RevenueFileReading) => number) =>
      t.int({ description, resolve: ({ reading }) => pick(reading) })
    return {
      sha256: t.string({ description: 'SHA-256 of its bytes.', resolve: row => row.sha256 }),
      format: t.field({
        type: RevenueFormatEnum,
        nullable: true,
        description: 'Which kind of file it is; null when we do not know it.',
        resolve: ({ reading }) => reading.format,
      }),
      currency: t.string({
        nullable: true,
        description: 'What its amounts are in.',
        resolve: ({ reading }) => reading.currency,
      }),
      salesFrom: t.field({
        type: 'Day',
        nullable: true,
        description: 'First day that any of its lines covers.',
        resolve: ({ reading }) => reading.periodStart,
      }),
      salesUntil: t.field({
        type: 'Day',
        nullable: true,
        description: 'Last day that any of its lines covers.',
        resolve: ({ reading }) => reading.periodEnd,
      }),
      lineCount: count('How many lines it has below its header.', reading => reading.lines),
      exactNet: t.field({
        type: 'Decimal',
        description:
          'What it pays, in its own currency and with all decimals, over the lines that can be read.',
        resolve: ({ reading }) => formatDecimal(reading.totals.reduce((sum, total) => sum + total.net, 0n)),
      }),
      lines: t.field({
        type: [RevenueLineType],
        description:
          'What would be reported: one line per source and category. None when it would be refused.',
        resolve: ({ plan, currency }) => (plan?.lines ?? []).map(line => ({ ...line, currency })),
      }),
      gross: t.field(money('Sum of the lines before deductions.', row => sumOf(row, line => line.gross))),
      deductions: t.field(money('Sum of the deductions.', row => sumOf(row, line => line.deduction))),
      net: t.field(
        money('What would be to distribute.', row => sumOf(row, line => line.gross - line.deduction)),
      ),
      problems: remarks('What cannot be read, the first hundred.', reading => reading.problems),
      problemCount: count('How many problems there are; with one, nothing is imported.', reading => {
        return reading.problems.count
      }),
      warnings: remarks('What is worth a look, the first hundred.', reading => reading.warnings),
      warningCount: count(
        'How many warnings there are; they keep nobody.',
        reading => reading.warnings.count,
      ),
      refusal: t.field({
        type: RefusalAheadType,
        nullable: true,
        description: 'Why it would be refused as it stands; null when it can be imported.',
        // graphql throws what a resolver returns when it is an error.
        resolve: ({ refusal }) => refusal && { ...refusal, message: refusal.message },
      }),
      report: t.field({
        type: RevenueReportNode,
        nullable: true,
        description: 'The report that was made of this very file before: to import it again changes nothing.',
        resolve: ({ before }) => before,
      }),
    }
  },
})
