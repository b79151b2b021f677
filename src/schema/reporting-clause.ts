import type { Reporting } from '../domain/offerings/terms/contract-terms.ts'
import { remindDaysOf, toleranceText } from '../domain/offerings/terms/reporting.ts'
import { builder } from './builder.ts'

export const ReportingRhythm = builder.enumType('ReportingRhythm', {
  description: 'How long a period of the calendar is.',
  values: {
    month: { description: 'A month' },
    quarter: { description: 'Three months' },
    halfYear: { description: 'Six months' },
    year: { description: 'A year' },
  } as const,
})

export const ReportingType = builder.objectRef<Reporting>('Reporting').implement({
  description: 'When the issuer reports.',
  authScopes: { public: true },
  fields: t => ({
    every: t.expose('every', { type: ReportingRhythm, description: 'How long each period is.' }),
    from: t.field({ type: 'Day', description: 'First day of the first period.', resolve: row => row.from }),
    dueDays: t.exposeInt('dueDays', {
      description: 'A report is due so many days after the last day of its period.',
    }),
    tolerance: t.string({
      description: 'By what part of the last report the net may differ before an approver is told.',
      resolve: toleranceText,
    }),
    remindDays: t.intList({
      description: 'When the issuer is reminded: days after the due day, below zero before it.',
      resolve: remindDaysOf,
    }),
  }),
})

export const ReportingInput = builder.inputType('ReportingInput', {
  description: 'When the issuer reports.',
  fields: t => ({
    every: t.field({ type: ReportingRhythm, description: 'How long each period is.' }),
    from: t.field({ type: 'Day', description: 'First day of the first period, in 1970 or later.' }),
    dueDays: t.int({
      description: 'A report is due so many days after the last day of its period: 1 to 366.',
    }),
    tolerance: t.string({
      required: false,
      description: 'By what part of the last report the net may differ before an approver is told; "0.25".',
    }),
    remindDays: t.intList({
      required: false,
      description:
        'When the issuer is reminded: days after the due day, below zero before it; [-7, 1, 14] when not said.',
    }),
  }),
})

/** The clause as the contract keeps it: what was not said is left out. */
export function reportingOf(input: typeof ReportingInput.$inferInput): Reporting {
  const { tolerance, remindDays, ...rest } = input
  return {
    ...rest,
    ...(tolerance != null && { tolerance }),
    ...(remindDays != null && { remindDays }),
  }
}
