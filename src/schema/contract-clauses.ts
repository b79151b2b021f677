import type { HolderCap, Weights } from '../domain/offerings/terms/contract-terms.ts'
import { builder } from './builder.ts'

export const RecordDateRule = builder.enumType('RecordDateRule', {
  description: 'At the end of which day holding counts.',
  values: {
    periodEnd: { description: 'The last day of the latest period reported' },
    approvalDay: { description: 'The day on which the latest report was approved' },
  } as const,
})

export const UnsoldRule = builder.enumType('UnsoldRule', {
  description: 'What becomes of the part of the pool that belongs to unsold shares.',
  values: {
    raisesSold: { description: 'It raises what the sold shares get' },
    toIssuer: { description: 'It goes to the issuer' },
  } as const,
})

export const CollectedBy = builder.enumType('CollectedBy', {
  description: 'Where the revenue arrives.',
  values: {
    clientsAccount: { description: 'On the clients’ bank account: all of it is booked' },
    platform: {
      description: 'With the platform, which keeps its own part: that is shown, neither asked for nor booked',
    },
    issuer: {
      description: 'With the issuer, who keeps his own part: that is shown, neither asked for nor booked',
    },
  } as const,
})

export const IncomeKindEnum = builder.enumType('IncomeKind', {
  description: 'What a dividend is paid as: it decides what is withheld and the word on paper.',
  values: {
    dividend: { description: 'A share of profit of a firm' },
    interest: { description: 'Interest' },
    royalty: { description: 'A share of receipts or turnover' },
  } as const,
})

export const LeviesInput = builder.inputType('LeviesInput', {
  description: 'Taxes are withheld from what holders get.',
  fields: t => ({
    income: t.field({ type: IncomeKindEnum, description: 'What they are paid as.' }),
    capitalFirst: t.boolean({
      defaultValue: false,
      description: 'What was paid in comes back first, untaxed.',
    }),
  }),
})

const WeightsBy = builder.enumType('WeightsBy', {
  description: 'What a holder weighs in a pool.',
  values: {
    recordDate: { description: 'His shares at the end of the record date' },
    shareDays: { description: 'Shares × days held, over the periods reported' },
  } as const,
})

export const WeightsType = builder.objectRef<Weights>('Weights').implement({
  description: 'What holders weigh in a pool.',
  authScopes: { public: true },
  fields: t => ({
    by: t.expose('by', { type: WeightsBy, description: 'What is counted.' }),
    minimumDays: t.int({
      description: 'Shares held for fewer days at the record date weigh nothing.',
      resolve: row => row.minimumDays ?? 0,
    }),
  }),
})

export const CapType = builder.objectRef<HolderCap>('HolderCap').implement({
  description: 'The most each holder of a class ever gets.',
  authScopes: { public: true },
  fields: t => ({
    class: t.exposeString('class', { description: 'Code of the class.' }),
    times: t.exposeString('times', { description: 'So many times what was paid in for his shares.' }),
  }),
})

export const FractionRule = builder.enumType('FractionRule', {
  description: 'What becomes of fractions of a minor unit among the holders of a pool.',
  values: {
    carry: { description: 'Each keeps his own to the next run: nobody gains or loses over time' },
    largestRemainder: { description: 'Missing units go to the largest fractions, which are forgotten' },
    firstListed: { description: 'Missing units go to the first in order' },
    toReserve: { description: 'Missing units join the next pool' },
  } as const,
})

export const WeightsInput = builder.inputType('WeightsInput', {
  description: 'What holders weigh in a pool.',
  fields: t => ({
    by: t.field({ type: WeightsBy, defaultValue: 'recordDate', description: 'What is counted.' }),
    minimumDays: t.int({
      defaultValue: 0,
      description: 'Shares held for fewer days at the record date weigh nothing.',
    }),
  }),
})

export const CapInput = builder.inputType('HolderCapInput', {
  description: 'The most each holder of a class ever gets.',
  fields: t => ({
    class: t.string({ description: 'Code of the class.' }),
    times: t.string({ description: 'So many times what was paid in for his shares, such as "3".' }),
  }),
})
