import type { Reporting } from './contract-terms.ts'

/** How capital comes back: in equal payments, in equal parts of the capital, or all of it at the end. */
export const METHODS = ['annuity', 'linear', 'bullet'] as const
export type RepaymentMethod = (typeof METHODS)[number]

/** When the borrower repays what a class lent, and with what interest. Days are in the zone of the project. */
export type Schedule = {
  /** Whose money it is; the capital is what was paid in for the shares of this class when they were allotted. */
  class: string
  method: RepaymentMethod
  /** How many payments; of a `bullet` all but the last are interest alone. */
  instalments: number
  every: Reporting['every']
  /** The others fall on the same day of the month, or on the last one of a shorter month. */
  firstDueOn: string
  /** Interest per year; a month is a twelfth of it. "0": none. */
  rateRatio: string
  /** So many days after its due day an instalment is late; none when nothing is said. */
  graceDays?: number
}

/** The grade of risk the project was given, and what each grade of the platform pays per year. */
export type Grade = { name: string; rates: Record<string, string> }

/** What a contract says of repayment. Whichever is not given binds nobody. */
export type RepaymentClauses = {
  schedule?: Schedule
  /** Nobody earns on it: the static check refuses every tier that would pay more than was put in, or anybody else. */
  interestFree?: boolean
  /** Interest of tiers and schedule is that of the grade. */
  grade?: Grade
}
