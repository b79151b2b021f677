import { z } from 'zod'
import type {
  ContractTerms,
  Interest,
  Recipient,
  Threshold,
  Tier,
} from '../../offerings/terms/contract-terms.ts'
import { METHODS, type Schedule } from '../../offerings/terms/repayment-terms.ts'
import { DAY_COUNTS } from '../../time/day-count.ts'

/*
 * The shape of a file of scenarios. Only members that are written here are let in: one that is misspelled would
 * otherwise change nothing, in silence. What stands in the texts is checked afterwards.
 */

type Members<T> = Record<keyof T, z.ZodType>

/** An object of these members, and no others: who wrote another one is told which there are. */
function object<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const known = Object.keys(shape).join(', ')
  return z.strictObject(shape, {
    error: issue => (issue.code === 'unrecognized_keys' ? `known are ${known}` : undefined),
  })
}

/** Whether the contract knows him is checked with the contract. */
const recipient = z.string() as unknown as z.ZodType<Recipient>
const text = z.string()
const texts = z.array(text)
const count = z.int().min(0)

const interest = object({
  class: text,
  rate: text,
  dayCount: z.enum(DAY_COUNTS).default('actual/365'),
  from: text,
  compounds: z.enum(['never', 'yearly', 'quarterly', 'monthly']).default('never'),
  repaidBy: text.exactOptional(),
} satisfies Members<Interest>)

const threshold = object({
  counts: recipient.or(z.literal('tier')).exactOptional(),
  amount: text.exactOptional(),
  raised: object({ class: text, times: text }).exactOptional(),
  interest: interest.exactOptional(),
  catchUp: object({ to: recipient, ratio: text, with: texts }).exactOptional(),
} satisfies Members<Threshold>)

const tier = object({
  name: text,
  split: z.array(object({ to: recipient, ratio: text })),
  takes: text.exactOptional(),
  of: z.enum(['left', 'source', 'turnover']).exactOptional(),
  perReport: text.exactOptional(),
  perUnit: text.exactOptional(),
  categories: texts.exactOptional(),
  from: text.exactOptional(),
  until: text.exactOptional(),
  upTo: threshold.exactOptional(),
  accrue: z.boolean().exactOptional(),
  group: text.exactOptional(),
} satisfies Members<Tier>)

const contract = object({
  currency: text,
  tiers: z.array(tier),
  // A simulation pays nobody, so it need not know which party a partner is.
  partners: z.array(object({ code: text, name: text, partyId: text.default('') })).default([]),
  recordDate: z.enum(['periodEnd', 'approvalDay']).default('periodEnd'),
  weights: object({
    by: z.enum(['recordDate', 'shareDays']),
    minimumDays: z.int().exactOptional(),
  }).exactOptional(),
  caps: z.array(object({ class: text, times: text })).exactOptional(),
  rounding: z.enum(['carry', 'largestRemainder', 'firstListed', 'toReserve']).exactOptional(),
  adjustments: z.enum(['replay', 'nextPeriod']).exactOptional(),
  unsold: z.enum(['raisesSold', 'toIssuer']),
  collectedBy: z.enum(['clientsAccount', 'platform', 'issuer']).default('clientsAccount'),
  unsignedUpTo: text.exactOptional(),
  recoverRatio: text.exactOptional(),
  reporting: object({
    every: z.enum(['month', 'quarter', 'halfYear', 'year']),
    from: text,
    dueDays: z.int(),
    tolerance: text.exactOptional(),
    remindDays: z.array(z.int()).exactOptional(),
  }).exactOptional(),
  tolerance: text.exactOptional(),
  // What is said of repayment is checked with the contract; a simulation runs its tiers, not its calendar.
  schedule: object({
    class: text,
    method: z.enum(METHODS),
    instalments: z.int(),
    every: z.enum(['month', 'quarter', 'halfYear', 'year']),
    firstDueOn: text,
    rateRatio: text,
    graceDays: z.int().exactOptional(),
  } satisfies Members<Schedule>).exactOptional(),
  interestFree: z.boolean().exactOptional(),
  grade: object({ name: text, rates: z.record(text, text) }).exactOptional(),
  levies: z
    .union([
      z.literal('none'),
      object({
        income: z.enum(['dividend', 'interest', 'royalty']),
        capitalFirst: z.boolean().exactOptional(),
      }),
    ])
    .default('none'),
} satisfies Members<ContractTerms>)

const holder = object({ name: text, shares: count, paidIn: text, paidOn: text.exactOptional() })
const heldClass = object({ code: text, shares: count.min(1), holders: z.array(holder) })

const line = object({
  category: text.exactOptional(),
  gross: text,
  deduction: text.exactOptional(),
  units: count.exactOptional(),
})
const report = object({ periodEnd: text, lines: z.array(line).min(1) })
const run = object({
  reports: z.array(report).min(1),
  /** The same run so many times. */
  repeat: z.int().min(1).max(1200).default(1),
  /** What a case that is also a test expects: not read here. */
  expect: z.unknown().exactOptional(),
})

const about = { name: text.min(1), source: texts.exactOptional(), note: text.exactOptional(), contract }
const classes = z.array(heldClass)

/** A file of scenarios: a contract, who holds what, and what may come in. */
export const ScenariosShape = object({
  ...about,
  classes,
  scenarios: z.array(object({ name: text.min(1), note: text.exactOptional(), runs: z.array(run) })),
})

/** A case alone, as under demo/cases/waterfall: one scenario of its name. */
export const CaseShape = object({
  ...about,
  classes,
  runs: z.array(run),
  expect: z.unknown().exactOptional(),
})
