import { builder } from './builder.ts'
import {
  CapInput,
  CollectedBy,
  FractionRule,
  RecordDateRule,
  UnsoldRule,
  WeightsInput,
} from './contract-clauses.ts'
import { said } from './threshold.ts'
import { TierInput, tierOf } from './tier.ts'

const SimulatedPartnerInput = builder.inputType('SimulatedPartnerInput', {
  description: 'A partner the tiers may name. A simulation pays nobody, so no party stands behind him.',
  fields: t => ({
    code: t.string({ description: 'A short plain word by which tiers name him.' }),
    name: t.string({ description: 'How he is called.' }),
  }),
})

const SimulatedContractInput = builder.inputType('SimulatedContractInput', {
  description: 'A contract as it would be proposed.',
  fields: t => ({
    currency: t.string({ description: 'ISO 4217 code: all amounts of the simulation are in it.' }),
    tiers: t.field({ type: [TierInput], description: 'In the order in which they run.' }),
    partners: t.field({
      type: [SimulatedPartnerInput],
      defaultValue: [],
      description: 'Partners the tiers name.',
    }),
    recordDate: t.field({
      type: RecordDateRule,
      defaultValue: 'periodEnd',
      description: 'When holding counts; in a simulation holders stay the same.',
    }),
    weights: t.field({
      type: WeightsInput,
      required: false,
      description: 'What holders weigh; in a simulation all hold from the first day on.',
    }),
    caps: t.field({ type: [CapInput], defaultValue: [], description: 'The most each holder ever gets.' }),
    rounding: t.field({
      type: FractionRule,
      defaultValue: 'carry',
      description: 'What becomes of fractions.',
    }),
    unsold: t.field({ type: UnsoldRule, description: 'What becomes of the part of unsold shares.' }),
    collectedBy: t.field({
      type: CollectedBy,
      defaultValue: 'clientsAccount',
      description: 'Where the revenue arrives.',
    }),
  }),
})

const SimulatedHolderInput = builder.inputType('SimulatedHolderInput', {
  description: 'Somebody who holds shares of a class.',
  fields: t => ({
    name: t.string({ description: 'Any name: each in a class has his own. It decides ties of a cent.' }),
    shares: t.int({ description: 'How many he holds.' }),
    paidIn: t.field({ type: 'Decimal', description: 'What he paid for them.' }),
    paidOn: t.field({
      type: 'Day',
      required: false,
      description: 'When he paid; where it is not said there is no internal rate of return.',
    }),
  }),
})

const SimulatedClassInput = builder.inputType('SimulatedClassInput', {
  description: 'A share class and who holds it.',
  fields: t => ({
    code: t.string({ description: 'The short plain word by which tiers name it.' }),
    shares: t.int({ description: 'All shares the contract foresees.' }),
    holders: t.field({ type: [SimulatedHolderInput], description: 'At most 200 in all classes.' }),
  }),
})

const SimulatedLineInput = builder.inputType('SimulatedLineInput', {
  description: 'Revenue that may come. Below zero where more is returned than sold.',
  fields: t => ({
    category: t.string({ required: false, description: 'By which tiers may tell revenue apart.' }),
    gross: t.field({ type: 'Decimal', description: 'Before deductions.' }),
    deduction: t.field({ type: 'Decimal', required: false, description: 'What is deducted before.' }),
    units: t.int({ required: false, description: 'How many units are sold.' }),
  }),
})

const SimulatedReportInput = builder.inputType('SimulatedReportInput', {
  description: 'What may come in for a period.',
  fields: t => ({
    periodEnd: t.field({ type: 'Day', description: 'Last day of the period.' }),
    lines: t.field({ type: [SimulatedLineInput], description: 'Its lines.' }),
  }),
})

const SimulatedRunInput = builder.inputType('SimulatedRunInput', {
  description: 'Reports that are divided together.',
  fields: t => ({
    reports: t.field({ type: [SimulatedReportInput], description: 'Not ending before the run before it.' }),
  }),
})

const ScenarioInput = builder.inputType('ScenarioInput', {
  description: 'What may come in, run after run.',
  fields: t => ({
    name: t.string({ description: 'Each has a name of its own.' }),
    runs: t.field({ type: [SimulatedRunInput], description: 'At most 120, in the order of time.' }),
  }),
})

export const SimulateInput = builder.inputType('SimulateInput', {
  description: 'A contract, who holds what, and what may come in.',
  fields: t => ({
    contract: t.field({ type: SimulatedContractInput, description: 'At most 50 tiers.' }),
    classes: t.field({ type: [SimulatedClassInput], description: 'At most 10.' }),
    scenarios: t.field({
      type: [ScenarioInput],
      description:
        'At most 10, with 5,000 lines in all. Before them always stands one in which nothing comes back.',
    }),
  }),
})

/** The input as a file of scenarios says it: what was not said is left out. */
export function scenariosOf({ contract, classes, scenarios }: typeof SimulateInput.$inferInput): object {
  return {
    name: 'simulate',
    contract: { ...said(contract), tiers: contract.tiers.map(tierOf) },
    classes: classes.map(held => ({ ...held, holders: held.holders.map(said) })),
    scenarios: scenarios.map(({ name, runs }) => ({
      name,
      runs: runs.map(({ reports }) => ({
        reports: reports.map(report => ({ ...report, lines: report.lines.map(said) })),
      })),
    })),
  }
}
