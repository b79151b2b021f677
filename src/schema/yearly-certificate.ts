import { requestYearlyCertificate } from '../domain/dividends/yearly/request-yearly-certificate.ts'
import { type ReturnLine, returnLines } from '../domain/dividends/yearly/return-lines.ts'
import type { ToldAmount } from '../domain/dividends/yearly/told-amount.ts'
import {
  latestCertificates,
  toldIn,
  yearlyCertificatesPage,
} from '../domain/dividends/yearly/yearly-certificates.ts'
import { builder } from './builder.ts'
import { page, pageCost } from './connections.ts'
import { change } from './context.ts'
import { PaperFace } from './paper-face.ts'
import { LanguageEnum } from './party.ts'
import { KEY, ON_BEHALF_OF, PartyPayload } from './payloads.ts'
import { PartyNode, ProjectNode, YearlyCertificateNode } from './refs.ts'
import { MoneyType } from './scalars.ts'

const ReturnIncomeEnum = builder.enumType('ReturnIncome', {
  description: 'What income is for a tax return.',
  values: {
    dividend: { description: 'Dividends' },
    interest: { description: 'Interest' },
    loanInterest: { description: 'Interest by a contract with a schedule of repayments' },
    royalty: { description: 'Shares of receipts' },
  } as const,
})

const ReturnFigureEnum = builder.enumType('ReturnFigure', {
  description: 'A figure that a tax return asks for.',
  values: {
    taxable: { description: 'Income from which social levies were withheld' },
    levied: { description: 'That same income once more, as having borne social levies' },
    incomeTax: { description: 'What was withheld towards the income tax' },
  } as const,
})

const moneyOf = (description: string, of: 'received' | 'capital' | 'taxable' | 'held') => ({
  type: MoneyType,
  description,
  resolve: (row: ToldAmount) => ({ minor: row[of], currency: row.currency }),
})

const YearlyAmountType = builder.objectRef<ToldAmount>('YearlyAmount').implement({
  description: 'What one project paid a holder in a year as one kind of income.',
  authScopes: { public: true },
  fields: t => ({
    project: t.field({ type: ProjectNode, description: 'By which project.', resolve: row => row.projectId }),
    income: t.expose('income', {
      type: ReturnIncomeEnum,
      nullable: true,
      description: 'As what; null where the contract withholds no levies and so states no kind.',
    }),
    received: t.field(moneyOf('Before levies.', 'received')),
    capital: t.field(moneyOf('What of it returned what had been paid in.', 'capital')),
    taxable: t.field(moneyOf('What of it is income on which levies were decided.', 'taxable')),
    held: t.field(moneyOf('What of it is income that waits for that.', 'held')),
    withheld: t.field({
      type: MoneyType,
      description: 'All levies on it.',
      resolve: ({ levies, currency }) => {
        return { minor: levies.reduce((sum, levy) => sum + levy.amount, 0n), currency }
      },
    }),
  }),
})

const ReturnLineType = builder.objectRef<ReturnLine>('ReturnLine').implement({
  description: 'A figure for the income-tax return of a resident of France.',
  authScopes: { public: true },
  fields: t => ({
    form: t.string({
      nullable: true,
      description: 'The form, such as "2042"; null where no box is known.',
      resolve: ({ box }) => box?.form ?? null,
    }),
    box: t.string({
      nullable: true,
      description: 'The box, such as "2DC"; null where none is known for the year: read the form.',
      resolve: ({ box }) => box?.box ?? null,
    }),
    figure: t.expose('figure', { type: ReturnFigureEnum, description: 'Which figure.' }),
    incomes: t.field({
      type: [ReturnIncomeEnum],
      description: 'Of which kinds of income.',
      resolve: row => row.incomes,
    }),
    amount: t.field({
      type: MoneyType,
      description: 'To the cent; the form takes whole euros.',
      resolve: ({ amount }) => ({ minor: amount, currency: 'EUR' as const }),
    }),
  }),
})

YearlyCertificateNode.implement({
  description:
    'A paper on what its holder was paid in a year: capital, taxable income and levies by project, and what of it his tax return asks for. Its bytes are kept.',
  interfaces: [PaperFace],
  authScopes: { public: true },
  fields: t => ({
    holder: t.field({ type: PartyNode, description: 'Whose it is.', resolve: row => row.holderId }),
    year: t.exposeInt('year', { description: 'The year of the payment dates.' }),
    version: t.exposeInt('version', { description: '1, and one more for each corrected version.' }),
    replaces: t.field({
      type: YearlyCertificateNode,
      nullable: true,
      description: 'The version that it corrects.',
      resolve: row => row.replacesId,
    }),
    replacedBy: t.field({
      type: YearlyCertificateNode,
      nullable: true,
      description: 'The corrected version that took its place; null while it stands.',
      resolve: row => row.replacedById,
    }),
    language: t.expose('language', { type: LanguageEnum, description: 'Its language.' }),
    amounts: t.loadableList({
      type: YearlyAmountType,
      description: 'What it says, by project and kind of income.',
      load: async (ids: string[], { em }) => {
        const told = await toldIn(em, ids)
        return ids.map(id => told.get(id) ?? [])
      },
      resolve: row => row.id,
    }),
    taxReturn: t.loadableList({
      type: ReturnLineType,
      description: 'The figures for the tax return, each with its box.',
      load: async (keys: string[], { em }) => {
        const told = await toldIn(
          em,
          keys.map(key => key.slice(5)),
        )
        return keys.map(key => returnLines(told.get(key.slice(5)) ?? [], Number(key.slice(0, 4))))
      },
      resolve: row => `${row.year}:${row.id}`,
    }),
  }),
})

builder.objectFields(PartyNode, t => ({
  yearlyCertificates: t.connection({
    type: YearlyCertificateNode,
    authScopes: party => ({ self: party.partyId, papers: true }),
    description:
      'The papers that were issued to it on years, in all versions, oldest first: for itself, finance and the auditor.',
    complexity: pageCost,
    resolve: ({ partyId }, args, { em }) =>
      page(
        args,
        slice => yearlyCertificatesPage(em, { holderId: partyId }, slice),
        row => row.id,
      ),
  }),
  yearlyCertificate: t.field({
    type: YearlyCertificateNode,
    nullable: true,
    authScopes: party => ({ self: party.partyId, papers: true }),
    description: 'Its paper on a year, in the version that stands; null while there is none.',
    args: { year: t.arg.int({ description: 'The year of the payment dates.' }) },
    resolve: async ({ partyId }, { year }, { em }) => {
      const [latest] = await latestCertificates(em, [partyId], year)
      return latest?.id ?? null
    },
  }),
}))

const RequestYearlyCertificateInput = builder.inputType('RequestYearlyCertificateInput', {
  description: 'A certificate on what was paid in a year that is over.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    onBehalfOf: t.id(ON_BEHALF_OF),
    year: t.int({ description: 'The year of the payment dates.' }),
  }),
})

builder.mutationField('requestYearlyCertificate', t =>
  t.field({
    type: PartyPayload,
    errors: {},
    authScopes: { signedIn: true },
    description:
      'Asks for the paper on a year that is over, before it comes by itself with the closing of the books. It is issued a little later, and anew when its figures change.',
    args: { input: t.arg({ type: RequestYearlyCertificateInput, description: 'Of which year.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'requestYearlyCertificate', input, (em, { partyId }) =>
        requestYearlyCertificate(em, { holderId: partyId, year: input.year }, context.now),
      ),
  }),
)
