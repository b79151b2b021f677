import { fileTaxReturn } from '../domain/dividends/filing/file-tax-return.ts'
import {
  type FiledReturn,
  filings,
  type MonthReturn,
  type ReturnLine,
  taxReturnOf,
} from '../domain/dividends/filing/tax-returns.ts'
import { monthText, parseMonth } from '../domain/ledger/closing/months.ts'
import { builder } from './builder.ts'
import { type Change, change } from './context.ts'
import { IncomeKindEnum } from './contract-clauses.ts'
import { globalId } from './ids.ts'
import { KEY } from './payloads.ts'
import { PartyNode } from './refs.ts'
import { MoneyType } from './scalars.ts'

const euros = (minor: bigint) => ({ minor, currency: 'EUR' as const })

const TaxReturnLineType = builder.objectRef<ReturnLine>('TaxReturnLine').implement({
  description: 'One levy at one ratio from one kind of income, to be declared for a month.',
  authScopes: { staff: true },
  fields: t => ({
    levy: t.exposeString('code', { description: 'Which levy.' }),
    income: t.expose('income', { type: IncomeKindEnum, description: 'From which income.' }),
    ratio: t.field({ type: 'Decimal', description: 'Such as "0.128".', resolve: row => row.ratio }),
    box: t.exposeString('box', {
      nullable: true,
      description: 'Its box on form 2777; null: none is known for that month, read the form.',
    }),
    corrects: t.string({
      nullable: true,
      description: 'The month in which it had been withheld, when it is taken back of an earlier one.',
      resolve: ({ corrects }) => corrects && monthText(corrects),
    }),
    correctsReturnId: t.id({
      nullable: true,
      description: 'The return of that month.',
      resolve: ({ correctsId }) => correctsId && globalId('TaxReturn', correctsId),
    }),
    base: t.field({
      type: MoneyType,
      description: 'Of what; below zero when it is taken back.',
      resolve: row => euros(row.base),
    }),
    amount: t.field({
      type: MoneyType,
      description: 'What was withheld; below zero when it is taken back.',
      resolve: row => euros(row.amount),
    }),
  }),
})

const TaxReturnType = builder.objectRef<MonthReturn>('TaxReturn').implement({
  description: 'What was withheld in a month and is declared to the tax office (form 2777).',
  authScopes: { staff: true },
  fields: t => ({
    id: t.id({
      nullable: true,
      description: 'Null while it is not filed.',
      resolve: ({ filing }) => filing && globalId('TaxReturn', filing.id),
    }),
    month: t.string({ description: 'Such as "2025-03".', resolve: ({ month }) => monthText(month) }),
    dueOn: t.field({
      type: 'Day',
      description:
        'The last business day among the first fifteen of the next month: declared and paid by then.',
      resolve: row => row.dueOn,
    }),
    closed: t.exposeBoolean('closed', { description: 'Whether the books of the month are closed.' }),
    lines: t.field({
      type: [TaxReturnLineType],
      description: 'As filed, or as the books have it now: the month’s own first, then what is taken back.',
      resolve: row => row.lines,
    }),
    total: t.field({
      type: MoneyType,
      description: 'What the lines come to.',
      resolve: ({ lines }) => euros(lines.reduce((sum, line) => sum + line.amount, 0n)),
    }),
    posted: t.field({
      type: MoneyType,
      description: 'By how much the levy accounts moved in the ledger, payments to the tax office apart.',
      resolve: ({ posted }) => euros(posted),
    }),
    filer: t.field({
      type: PartyNode,
      nullable: true,
      description: 'Who filed it.',
      resolve: ({ filing }) => filing?.filerId ?? null,
    }),
    filedAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'When it was filed.',
      resolve: ({ filing }) => filing?.filedAt ?? null,
    }),
  }),
})

const FiledReturnType = builder.objectRef<FiledReturn>('FiledTaxReturn').implement({
  description: 'A return that was filed.',
  authScopes: { staff: true },
  fields: t => ({
    id: t.id({ description: 'Its id.', resolve: ({ id }) => globalId('TaxReturn', id) }),
    month: t.string({ description: 'Such as "2025-03".', resolve: ({ month }) => monthText(month) }),
    dueOn: t.field({ type: 'Day', description: 'By when it was due.', resolve: row => row.dueOn }),
    total: t.field({
      type: MoneyType,
      description: 'What it came to.',
      resolve: ({ total }) => euros(total),
    }),
    filer: t.field({ type: PartyNode, description: 'Who filed it.', resolve: row => row.filerId }),
    filedAt: t.field({ type: 'Instant', description: 'When.', resolve: row => row.filedAt }),
  }),
})

const TaxReturnPayload = builder.objectRef<Change<{ taxReturnId: string }>>('TaxReturnPayload').implement({
  description: 'The return after the change.',
  authScopes: { public: true },
  fields: t => ({
    taxReturn: t.field({
      type: TaxReturnType,
      description: 'The return.',
      resolve: async ({ made }, _args, { em }) => {
        const filed = (await filings(em, null)).find(each => each.id === made.taxReturnId)
        return taxReturnOf(em, filed?.month ?? '')
      },
    }),
    replayed: t.exposeBoolean('replayed', {
      description: 'This request was carried out before under the same key; nothing was done again.',
    }),
  }),
})

const MONTH = { description: 'The month, such as "2025-03".' } as const

builder.queryFields(t => ({
  taxReturn: t.field({
    type: TaxReturnType,
    authScopes: { staff: true },
    complexity: 100,
    description: 'What was withheld in a month: as it was filed, or as the books have it now.',
    args: { month: t.arg.string(MONTH) },
    resolve: (_root, { month }, { em }) => taxReturnOf(em, parseMonth(month)),
  }),
  taxReturns: t.field({
    type: [FiledReturnType],
    authScopes: { staff: true },
    description: 'The returns that were filed, the latest month first: all of them, a dozen a year.',
    resolve: (_root, _args, { em }) => filings(em, null),
  }),
}))

builder.mutationField('fileTaxReturn', t =>
  t.field({
    type: TaxReturnPayload,
    errors: {},
    authScopes: { finance: true },
    description:
      'Keeps that the levies of a month were declared as its closed books have them; not by who closed it. Paying is a batch of payouts.',
    args: { month: t.arg.string(MONTH), idempotencyKey: t.arg.string(KEY) },
    resolve: (_root, input, context) =>
      change(context, 'fileTaxReturn', input, (em, { personId }) =>
        fileTaxReturn(em, { month: input.month, filerId: personId }, context.now),
      ),
  }),
)
