import { explain } from '../documents/explanation.ts'
import type { Derivation, DerivedRevenue, DerivedTier } from '../domain/dividends/explanation/derivation.ts'
import { derivationOf } from '../domain/dividends/explanation/derivations.ts'
import type { Portion } from '../domain/dividends/explanation/portion.ts'
import { type Exact, formatExact } from '../domain/money/fraction.ts'
import type { Language } from '../domain/parties/people/party.ts'
import { profileOf } from '../domain/parties/people/profiles.ts'
import { builder } from './builder.ts'
import { signedIn } from './context.ts'
import { ExplainedConversionType } from './explained-conversion.ts'
import { idOf } from './ids.ts'
import { LevyType, ReleaseType } from './levy.ts'
import { LanguageEnum } from './party.ts'
import { DividendNode, dividendKey } from './refs.ts'
import { fractionOfUnit, MoneyType, money, type Of } from './scalars.ts'
import { seeDividends } from './sight.ts'
import { TierLineType } from './tier-line.ts'

const OF_UNIT = 'in minor units, such as "0.285714285714285714" of a cent'

/** An exact number as text. */
const exactly = <Row>(description: string, pick: (row: Row) => Exact) => ({
  description,
  resolve: (row: Row) => formatExact(pick(row)),
})

const units = <Row>(description: string, pick: (row: Row) => bigint) => ({
  type: 'Decimal' as const,
  description: `${description}, ${OF_UNIT}.`,
  resolve: (row: Row) => fractionOfUnit(pick(row)),
})

const RevenueType = builder.objectRef<Of<DerivedRevenue>>('ExplainedRevenue').implement({
  description: 'What one report brought in one category.',
  authScopes: { public: true },
  fields: t => ({
    periodStart: t.field({ type: 'Day', description: 'First day of the period.', resolve: row => row.from }),
    periodEnd: t.field({ type: 'Day', description: 'Last day of the period.', resolve: row => row.to }),
    category: t.exposeString('category', { nullable: true, description: 'The category, if one was named.' }),
    gross: t.field(money('What came in.', row => row.gross)),
    deductions: t.field(money('What others kept of it.', row => row.deductions)),
    net: t.field(money('Gross − deductions: what was divided.', row => row.net)),
  }),
})

const TierType = builder.objectRef<Of<DerivedTier>>('ExplainedTier').implement({
  description: 'What one tier did, and what of it goes to the class of the line. Exact, before any rounding.',
  authScopes: { public: true },
  fields: t => ({
    line: t.field({ type: TierLineType, description: 'What it took, and its limit.', resolve: row => row }),
    asked: t.string(
      exactly('What it asked for, in minor units; it gets at most what is left.', row => row.asked),
    ),
    ratio: t.string(exactly('The part of its takings that the class gets, as a ratio.', row => row.ratio)),
    toClass: t.string(exactly('Taken × ratio, in minor units.', row => row.toClass)),
  }),
})

const PortionType = builder.objectRef<Of<Portion>>('ExplainedPortion').implement({
  description:
    'A part of a rounded division. Share = shared × weight ÷ weights; share + adjusted + before, at most `most`, is rounded down, `settled` is added, and the difference is carried (`after`).',
  authScopes: { public: true },
  fields: t => ({
    shared: t.field(units('What is divided by weight among all below their most', row => row.shared)),
    weight: t.string(exactly('The weight of this part: its exact due, or its shares.', row => row.weight)),
    weights: t.string(exactly('The weights of all below their most together.', row => row.weights)),
    share: t.field(units('Its exact share, rounded down to 18 digits', row => row.share)),
    adjusted: t.field(units('What corrections of earlier runs add for this part alone', row => row.adjusted)),
    before: t.field(units('Still owed from the run before (negative: had too much)', row => row.before)),
    most: t.field({
      ...money<Of<Portion>>('The most it could get; null: no limit.', row => row.most ?? 0n),
      nullable: true,
      resolve: ({ most, currency }) => (most === null ? null : { minor: most, currency }),
    }),
    capped: t.exposeBoolean('isCapped', { description: 'It would have got more than its most.' }),
    settled: t.field(
      money(
        'What it got of the units that the parts together missed, or gave back of those too many.',
        row => row.settled,
      ),
    ),
    amount: t.field(money('What it got.', row => row.amount)),
    after: t.field(units('Still owed after it (negative: has too much)', row => row.after)),
  }),
})

const RulesType = builder.objectRef<Derivation['rules']>('ExplainedRules').implement({
  description: 'By which versions of the rules a line was computed.',
  authScopes: { public: true },
  fields: t => ({
    contractVersion: t.exposeInt('contractVersion', { description: 'The version of the contract.' }),
    method: t.exposeString('method', { description: 'The version of the arithmetic.' }),
    rounding: t.exposeString('rounding', { description: 'What becomes of fractions among the holders.' }),
    weighsBy: t.exposeString('weighsBy', { description: 'Shares at the record date, or share-days.' }),
    income: t.exposeString('income', {
      nullable: true,
      description: 'What is paid above what was paid in; null: no levy is withheld.',
    }),
    capitalFirst: t.exposeBoolean('capitalFirst', { description: 'What was paid in comes back first.' }),
    cap: t.exposeString('cap', {
      nullable: true,
      description: 'How many times what was paid in a holder gets at most; null: no cap.',
    }),
  }),
})

type Explained = { derivation: Derivation; language: Language }

const inCurrency = <Row extends object>(row: Row, { derivation }: Explained): Of<Row> => {
  return { ...row, currency: derivation.currency }
}

const amount = (description: string, pick: (row: Derivation) => bigint) => ({
  type: MoneyType,
  description,
  resolve: ({ derivation }: Explained) => ({ minor: pick(derivation), currency: derivation.currency }),
})

const ExplanationType = builder.objectRef<Explained>('Explanation').implement({
  description:
    'How one line came about, from the reported revenue down to the net. Of other holders it shows sums only. Computed again from what stands here it gives what was paid.',
  authScopes: { public: true },
  fields: t => ({
    sentences: t.stringList({
      description: 'The same in at most twelve plain sentences.',
      resolve: ({ derivation, language }) => explain(derivation, language),
    }),
    language: t.expose('language', { type: LanguageEnum, description: 'The language of the sentences.' }),
    dividend: t.field({
      type: DividendNode,
      description: 'The line.',
      resolve: ({ derivation }) => dividendKey(derivation),
    }),
    rules: t.field({
      type: RulesType,
      description: 'By which rules.',
      resolve: ({ derivation }) => derivation.rules,
    }),
    revenue: t.field({
      type: [RevenueType],
      description: 'What came in, by report and category.',
      resolve: row => row.derivation.revenue.map(each => inCurrency(each, row)),
    }),
    conversions: t.field({
      type: [ExplainedConversionType],
      description: 'Which reports were in another currency: each was converted once, with its approval.',
      resolve: row => row.derivation.conversions,
    }),
    tiers: t.field({
      type: [TierType],
      description: 'Tier by tier.',
      resolve: row => row.derivation.tiers.map(each => inCurrency(each, row)),
    }),
    due: t.string({
      description: 'What the tiers give to the class, in minor units, before any rounding.',
      resolve: ({ derivation }) => formatExact(derivation.due),
    }),
    pool: t.field({
      type: PortionType,
      description: 'The class among the recipients.',
      resolve: row => inCurrency(row.derivation.pool, row),
    }),
    line: t.field({
      type: PortionType,
      description: 'The holder among those of his class; its amount is gross.',
      resolve: row => inCurrency(row.derivation.line, row),
    }),
    paidIn: t.field(
      amount(
        'What was paid in for the shares, where a cap or repayment asks for it; else nothing.',
        row => row.paidIn,
      ),
    ),
    received: t.field(
      amount(
        'What they had received before, where a cap or repayment asks for it; else nothing.',
        row => row.received,
      ),
    ),
    capital: t.field(amount('The part of gross that repays what was paid in.', row => row.capital)),
    levies: t.field({
      type: [LevyType],
      nullable: true,
      description: 'What was withheld; null: the contract withholds nothing.',
      resolve: row => row.derivation.levies?.map(each => inCurrency(each, row)) ?? null,
    }),
    held: t.string({
      nullable: true,
      description: 'The amount is held because this is not known; null: it is not held.',
      resolve: ({ derivation }) => derivation.held,
    }),
    release: t.field({
      type: ReleaseType,
      nullable: true,
      description: 'What was withheld later from an amount that had been held; null: nothing was.',
      resolve: row => row.derivation.release && inCurrency(row.derivation.release, row),
    }),
    net: t.field(amount('What was credited by the run.', row => row.net)),
  }),
})

/** Where capped classes have many holders, following a run reads them all. */
const COST = { field: 400 }

builder.queryField('explainDividend', t =>
  t.field({
    type: ExplanationType,
    nullable: true,
    authScopes: { signedIn: true },
    complexity: COST,
    description:
      'How a line came about: for its holder, who acts for him, and staff; null when there is none for you.',
    args: {
      id: t.arg.id({ description: 'Id of a dividend.' }),
      language: t.arg({ type: LanguageEnum, required: false, description: 'Not given: your own.' }),
    },
    resolve: async (_root, args, context) => {
      const [line] = await seeDividends(context, [idOf('Dividend', args.id)])
      if (line === undefined) return null
      const { partyId } = signedIn(context)
      const language = args.language ?? (await profileOf(context.em, partyId)).language
      // The holders are read by a cursor, which asks for a transaction.
      const following = context.em.fork()
      const derivation = await following.transactional(em => derivationOf(em, line), { readOnly: true })
      return { derivation, language }
    },
  }),
)
