import { refuseTwice } from '../domain/offerings/terms/check-contract.ts'
import type { Grade, RepaymentClauses, Schedule } from '../domain/offerings/terms/repayment-terms.ts'
import { within } from '../domain/refusal.ts'
import { builder } from './builder.ts'
import { ContractNode } from './refs.ts'
import { ReportingRhythm } from './reporting-clause.ts'

const RepaymentMethodEnum = builder.enumType('RepaymentMethod', {
  description: 'How the capital comes back.',
  values: {
    annuity: { description: 'In equal payments: less and less of each is interest' },
    linear: { description: 'In equal parts of the capital, with the interest on what is open' },
    bullet: { description: 'All of it with the last payment; those before it are interest' },
  } as const,
})

const ScheduleType = builder.objectRef<Schedule>('ScheduleClause').implement({
  description: 'When a contract repays a class, and with what interest.',
  authScopes: { public: true },
  fields: t => ({
    class: t.exposeString('class', { description: 'Code of the class whose capital is repaid.' }),
    method: t.expose('method', { type: RepaymentMethodEnum, description: 'How it comes back.' }),
    instalments: t.exposeInt('instalments', { description: 'How many payments.' }),
    every: t.expose('every', { type: ReportingRhythm, description: 'The time between two of them.' }),
    firstDueOn: t.field({
      type: 'Day',
      description: 'When the first is due.',
      resolve: row => row.firstDueOn,
    }),
    rateRatio: t.exposeString('rateRatio', { description: 'Interest per year, such as "0.06"; "0": none.' }),
    graceDays: t.int({
      description: 'So many days after its due day an instalment is late.',
      resolve: row => row.graceDays ?? 0,
    }),
  }),
})

const GradeRateType = builder.objectRef<{ grade: string; rateRatio: string }>('GradeRate').implement({
  description: 'What a grade of risk pays.',
  authScopes: { public: true },
  fields: t => ({
    grade: t.exposeString('grade', { description: 'Name of the grade.' }),
    rateRatio: t.exposeString('rateRatio', { description: 'Interest per year, such as "0.06".' }),
  }),
})

const GradeType = builder.objectRef<Grade>('Grade').implement({
  description: 'The grade of risk of a project.',
  authScopes: { public: true },
  fields: t => ({
    name: t.exposeString('name', { description: 'The grade it was given.' }),
    rates: t.field({
      type: [GradeRateType],
      description: 'What each grade of the platform pays.',
      resolve: ({ rates }) => Object.entries(rates).map(([grade, rateRatio]) => ({ grade, rateRatio })),
    }),
  }),
})

builder.objectFields(ContractNode, t => ({
  schedule: t.field({
    type: ScheduleType,
    nullable: true,
    description: 'When a class is repaid; null: there is no such promise.',
    resolve: row => row.terms.schedule ?? null,
  }),
  interestFree: t.boolean({
    description: 'Whether nobody may earn on it: lenders get back what they put in, and nothing else.',
    resolve: row => row.terms.interestFree ?? false,
  }),
  grade: t.field({
    type: GradeType,
    nullable: true,
    description: 'Its grade of risk, if it was given one.',
    resolve: row => row.terms.grade ?? null,
  }),
}))

export const ScheduleInput = builder.inputType('ScheduleInput', {
  description: 'When a contract repays a class, and with what interest.',
  fields: t => ({
    class: t.string({ description: 'Code of the class whose capital is repaid; a tier must pay it.' }),
    method: t.field({ type: RepaymentMethodEnum, description: 'How the capital comes back.' }),
    instalments: t.int({ description: 'How many payments: 1 to 480.' }),
    every: t.field({ type: ReportingRhythm, description: 'The time between two of them.' }),
    firstDueOn: t.field({ type: 'Day', description: 'When the first is due, in 1970 or later.' }),
    rateRatio: t.string({ description: 'Interest per year, such as "0.06"; "0": none; at most 1.' }),
    graceDays: t.int({
      required: false,
      description: 'So many days after its due day an instalment is late: 0 to 30; 0 when not said.',
    }),
  }),
})

const GradeRateInput = builder.inputType('GradeRateInput', {
  description: 'What a grade of risk pays.',
  fields: t => ({
    grade: t.string({ description: 'Name of the grade.' }),
    rateRatio: t.string({ description: 'Interest per year, such as "0.06".' }),
  }),
})

export const GradeInput = builder.inputType('GradeInput', {
  description: 'The grade of risk of a project: the schedule and every tier with interest pay its rate.',
  fields: t => ({
    name: t.string({ description: 'The grade it was given.' }),
    rates: t.field({ type: [GradeRateInput], description: 'What each grade of the platform pays.' }),
  }),
})

type Given = {
  schedule?: typeof ScheduleInput.$inferInput | null | undefined
  interestFree: boolean
  grade?: typeof GradeInput.$inferInput | null | undefined
}

/** What a contract says of repayment, as it is kept: what was not said is left out. Refuses CLASS_TWICE. */
export function repaymentOf({ schedule, interestFree, grade }: Given): RepaymentClauses {
  return {
    ...(schedule != null && { schedule: scheduleOf(schedule) }),
    ...(interestFree && { interestFree }),
    ...(grade != null && { grade: gradeOf(grade) }),
  }
}

function scheduleOf({ graceDays, ...rest }: typeof ScheduleInput.$inferInput): Schedule {
  return { ...rest, ...(graceDays != null && { graceDays }) }
}

function gradeOf({ name, rates }: typeof GradeInput.$inferInput): Grade {
  within('grade', () => refuseTwice(rates.map(each => each.grade)))
  return { name, rates: Object.fromEntries(rates.map(each => [each.grade, each.rateRatio])) }
}
