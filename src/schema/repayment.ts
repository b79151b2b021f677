import type { DefaultRates, GradeRate, WindowRate } from '../domain/dividends/schedule/default-rates.ts'
import { type Followed, follow } from '../domain/dividends/schedule/follow.ts'
import { defaultRates } from '../domain/dividends/schedule/published-rates.ts'
import { type Repayment, repayments } from '../domain/dividends/schedule/repayments.ts'
import { type Standing, standingOn } from '../domain/dividends/schedule/standing.ts'
import { builder } from './builder.ts'
import { ProjectNode, ShareClassNode } from './refs.ts'
import { money, type Of } from './scalars.ts'

const StandingEnum = builder.enumType('RepaymentStanding', {
  description: 'Where a repayment stands.',
  values: {
    performing: { description: 'All that is due was paid, or its days of grace are not over' },
    late: { description: 'An instalment is open after its days of grace' },
    defaulted: {
      description: 'One is open more than 90 days after its due day, or the borrower is unlikely to pay',
    },
    repaid: { description: 'All was paid, or the contract was recorded as fulfilled' },
  } as const satisfies Record<Standing, unknown>,
})

const InstalmentType = builder.objectRef<Of<Followed>>('Instalment').implement({
  description: 'A payment that the plan asks for, and what was paid of it.',
  authScopes: { public: true },
  fields: t => ({
    number: t.exposeInt('number', { description: '1 for the first.' }),
    dueOn: t.field({ type: 'Day', description: 'When it is due.', resolve: row => row.dueOn }),
    capital: t.field(money('What it repays.', row => row.capital)),
    interest: t.field(money('What it pays for the loan.', row => row.interest)),
    total: t.field(money('Both.', row => row.total)),
    paid: t.field(money('What was paid of it; the oldest is settled first.', row => row.paid)),
    outstanding: t.field(money('What is open.', row => row.outstanding)),
    paidOn: t.field({
      type: 'Day',
      nullable: true,
      description: 'When all of it was paid; null while something is open.',
      resolve: row => row.paidOn,
    }),
    daysLate: t.exposeInt('daysLate', {
      description: 'Days from its due day to its payment, or to today; 0 within the days of grace.',
    }),
  }),
})

type Shown = Repayment & { instalments: Of<Followed>[] }
const sum = (row: Shown, part: 'paid' | 'outstanding') =>
  row.instalments.reduce((total, each) => total + each[part], 0n)

const RepaymentType = builder.objectRef<Shown>('Schedule').implement({
  description: 'What a project is to repay by the contract in force, and what it has.',
  authScopes: { public: true },
  fields: t => ({
    class: t.field({ type: ShareClassNode, description: 'To whom.', resolve: row => row.classId }),
    standing: t.field({
      type: StandingEnum,
      description: 'Where it stands now.',
      resolve: ({ facts, today }) => standingOn(facts, today),
    }),
    principal: t.field(
      money('What was lent: paid in for the shares that were allotted.', row => row.principal),
    ),
    paid: t.field(money('What distributions that stand gave the class.', row => sum(row, 'paid'))),
    outstanding: t.field(money('What is still to be paid, due or not.', row => sum(row, 'outstanding'))),
    daysLate: t.int({
      description: 'Of the oldest instalment that is open after its days of grace; 0 when there is none.',
      resolve: ({ instalments }) => instalments.find(each => each.paidOn === null)?.daysLate ?? 0,
    }),
    instalments: t.field({
      type: [InstalmentType],
      description: 'The plan, in the order of time.',
      resolve: row => row.instalments,
    }),
  }),
})

/** A plan reads all that its class was paid. */
const COST = 50

builder.objectField(ProjectNode, 'schedule', t =>
  t.field({
    type: RepaymentType,
    nullable: true,
    complexity: COST,
    description:
      'What it is to repay, and what it has; null when the contract in force repays nobody by a plan, or nothing was allotted.',
    resolve: async (project, _args, { em, now }) => {
      const [found] = await repayments(em, [project.id], now)
      return found === undefined ? null : shown(found)
    },
  }),
)

function shown(repayment: Repayment): Shown {
  const { facts, today, currency } = repayment
  const instalments = follow(facts.plan, { ...facts, today }).map(each => ({ ...each, currency }))
  return { ...repayment, instalments }
}

const WindowType = builder.objectRef<WindowRate>('DefaultWindow').implement({
  description: 'Twelve months in which defaults were counted, by number of loans.',
  authScopes: { public: true },
  fields: t => ({
    from: t.field({ type: 'Day', description: 'Its first day.', resolve: row => row.from }),
    to: t.field({ type: 'Day', description: 'Its last day.', resolve: row => row.to }),
    defaulted: t.exposeInt('defaulted', {
      description: 'Numerator: those of the observed that defaulted in it at least once.',
    }),
    observed: t.exposeInt('observed', {
      description:
        'Denominator: loans that were not in default before it, and had a payment scheduled in it.',
    }),
    ratio: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'Defaulted ÷ observed, four decimals; null when there was none to observe.',
      resolve: row => row.ratio,
    }),
  }),
})

const RateType = builder
  .objectRef<Omit<GradeRate, 'grade'> & { grade?: string | null }>('DefaultRate')
  .implement({
    description: 'How often loans defaulted, by the method of Delegated Regulation (EU) 2022/2115.',
    authScopes: { public: true },
    fields: t => ({
      grade: t.string({
        nullable: true,
        description: 'The grade of risk; null: of all loans, or of those that have none.',
        resolve: row => row.grade ?? null,
      }),
      meanRatio: t.field({
        type: 'Decimal',
        nullable: true,
        description: 'The simple mean over the windows that have a denominator, four decimals.',
        resolve: row => row.meanRatio,
      }),
      windows: t.field({ type: [WindowType], description: 'Oldest first.', resolve: row => row.windows }),
    }),
  })

const RatesType = builder.objectRef<DefaultRates>('DefaultRates').implement({
  description: 'The default rates of the loans offered here.',
  authScopes: { public: true },
  fields: t => ({
    overall: t.field({ type: RateType, description: 'Of all loans.', resolve: row => row.overall }),
    grades: t.field({ type: [RateType], description: 'By grade of risk.', resolve: row => row.grades }),
  }),
})

/** All loans are read. */
const RATES_COST = 500

builder.queryField('defaultRates', t =>
  t.field({
    type: RatesType,
    authScopes: { public: true },
    complexity: RATES_COST,
    description:
      'How often loans defaulted, over whole windows of twelve months: 36 months at least, or all since the first loan. For everybody: Regulation (EU) 2020/1503, art. 20(1).',
    args: {
      from: t.arg({ type: 'Day', description: 'First day of the first window.' }),
      to: t.arg({
        type: 'Day',
        description: 'Last day; what is left after the last whole window is left out.',
      }),
    },
    resolve: (_root, args, { em, now }) => defaultRates(em, args, now),
  }),
)
