import { parseCurrency } from '../domain/money/currency.ts'
import { proposeContract } from '../domain/offerings/propose-contract.ts'
import { signContract } from '../domain/offerings/sign-contract.ts'
import type { ContractTerms } from '../domain/offerings/terms/contract-terms.ts'
import { builder } from './builder.ts'
import { change } from './context.ts'
import {
  CapInput,
  CapType,
  CollectedBy,
  FractionRule,
  IncomeKindEnum,
  LeviesInput,
  RecordDateRule,
  UnsoldRule,
  WeightsInput,
  WeightsType,
} from './contract-clauses.ts'
import { idOf } from './ids.ts'
import { ContractPayload, KEY } from './payloads.ts'
import { ContractNode, ProjectNode } from './refs.ts'
import { GradeInput, repaymentOf, ScheduleInput } from './repayment-clauses.ts'
import { ReportingInput, ReportingType, reportingOf } from './reporting-clause.ts'
import { TierInput, TierType, tierOf } from './tier.ts'

ContractNode.implement({
  description: 'One version of a project’s contract: its tiers as data.',
  authScopes: { public: true },
  fields: t => ({
    project: t.field({ type: ProjectNode, description: 'Its project.', resolve: row => row.projectId }),
    version: t.exposeInt('version', { description: '1 for the first.' }),
    tiers: t.field({
      type: [TierType],
      description: 'In the order in which they run.',
      resolve: row => row.terms.tiers,
    }),
    recordDate: t.field({
      type: RecordDateRule,
      description: 'When holding counts.',
      resolve: row => row.terms.recordDate,
    }),
    weights: t.field({
      type: WeightsType,
      description: 'What holders weigh.',
      resolve: row => row.terms.weights ?? { by: 'recordDate' as const },
    }),
    caps: t.field({
      type: [CapType],
      description: 'The most each holder ever gets.',
      resolve: row => row.terms.caps ?? [],
    }),
    rounding: t.field({
      type: FractionRule,
      description: 'What becomes of fractions.',
      resolve: row => row.terms.rounding ?? 'carry',
    }),
    unsignedUpTo: t.string({
      nullable: true,
      description: 'A run up to this amount needs no signed preview; null: each run is signed.',
      resolve: row => row.terms.unsignedUpTo ?? null,
    }),
    reporting: t.field({
      type: ReportingType,
      nullable: true,
      description: 'When the issuer reports; null: when he likes.',
      resolve: row => row.terms.reporting ?? null,
    }),
    unsold: t.field({
      type: UnsoldRule,
      description: 'What becomes of the part of unsold shares.',
      resolve: row => row.terms.unsold,
    }),
    collectedBy: t.field({
      type: CollectedBy,
      description: 'Where the revenue arrives.',
      resolve: row => row.terms.collectedBy,
    }),
    leviesWithheld: t.boolean({
      description: 'Whether tax is withheld from dividends. If not, papers say "before tax".',
      resolve: row => row.terms.levies !== 'none',
    }),
    income: t.field({
      type: IncomeKindEnum,
      nullable: true,
      description: 'What dividends are paid as, where tax is withheld.',
      resolve: ({ terms: { levies } }) => (levies === 'none' ? null : levies.income),
    }),
    capitalFirst: t.boolean({
      description: 'Whether what was paid in comes back first, untaxed.',
      resolve: ({ terms: { levies } }) => levies !== 'none' && levies.capitalFirst === true,
    }),
    tolerance: t.string({
      nullable: true,
      description: 'Previews count holders whose amount moved by more than this ratio.',
      resolve: row => row.terms.tolerance ?? null,
    }),
    recoverRatio: t.string({
      description: 'The ratio of later income that is taken for what was taken back and spent before.',
      resolve: row => row.terms.recoverRatio ?? '1',
    }),
    signedAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'Since when it is in force; null while it is a proposal.',
      resolve: row => row.signedAt,
    }),
  }),
})

const PartnerInput = builder.inputType('PartnerInput', {
  description: 'A partner the tiers may name.',
  fields: t => ({
    code: t.string({ description: 'A short plain word by which tiers name him.' }),
    name: t.string({ description: 'How he is called on papers.' }),
    partyId: t.id({ description: 'Id of the party that is paid.' }),
  }),
})

const ProposeContractInput = builder.inputType('ProposeContractInput', {
  description: 'The next version of a contract.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    projectId: t.id({ description: 'Id of the project.' }),
    currency: t.string({ description: 'ISO 4217 code: the project’s own.' }),
    tiers: t.field({ type: [TierInput], description: 'In the order in which they run.' }),
    partners: t.field({ type: [PartnerInput], defaultValue: [], description: 'Partners the tiers name.' }),
    recordDate: t.field({ type: RecordDateRule, description: 'When holding counts.' }),
    weights: t.field({
      type: WeightsInput,
      required: false,
      description: 'What holders weigh; not given: shares.',
    }),
    caps: t.field({ type: [CapInput], defaultValue: [], description: 'The most each holder ever gets.' }),
    rounding: t.field({
      type: FractionRule,
      defaultValue: 'carry',
      description: 'What becomes of fractions.',
    }),
    unsignedUpTo: t.string({
      required: false,
      description: 'A run up to this amount needs no signed preview: the approval of its reports is enough.',
    }),
    tolerance: t.string({
      required: false,
      description: 'Previews count holders whose amount moved by more than this ratio.',
    }),
    recoverRatio: t.string({
      required: false,
      description:
        'The ratio of later income that is taken for what a reversal took back and was spent; not given: all.',
    }),
    levies: t.field({
      type: LeviesInput,
      required: false,
      description: 'Not given: no tax is withheld, and papers say "before tax".',
    }),
    reporting: t.field({
      type: ReportingInput,
      required: false,
      description: 'When the issuer reports; not given: when he likes.',
    }),
    schedule: t.field({ type: ScheduleInput, required: false, description: 'When a class is repaid.' }),
    interestFree: t.boolean({
      defaultValue: false,
      description:
        'Whether nobody may earn on it: the static check refuses what would pay more than was lent.',
    }),
    grade: t.field({ type: GradeInput, required: false, description: 'Its grade of risk.' }),
    unsold: t.field({ type: UnsoldRule, description: 'What becomes of the part of unsold shares.' }),
    collectedBy: t.field({
      type: CollectedBy,
      defaultValue: 'clientsAccount',
      description: 'Where the revenue arrives.',
    }),
  }),
})

builder.mutationFields(t => ({
  proposeContract: t.field({
    type: ContractPayload,
    errors: {},
    authScopes: { finance: true },
    description:
      'Writes the next version of a contract after its static checks. It counts from its signature on.',
    args: { input: t.arg({ type: ProposeContractInput, description: 'The contract.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'proposeContract', input, em => {
        const { recordDate, unsignedUpTo, tolerance, recoverRatio, levies, reporting } = input
        const { unsold, collectedBy, weights, caps, rounding } = input
        const terms: ContractTerms = {
          currency: parseCurrency(input.currency),
          tiers: input.tiers.map(tierOf),
          partners: input.partners.map(partner => ({ ...partner, partyId: idOf('Party', partner.partyId) })),
          recordDate,
          ...(unsignedUpTo != null && { unsignedUpTo }),
          ...(tolerance != null && { tolerance }),
          ...(recoverRatio != null && { recoverRatio }),
          ...(weights != null && { weights }),
          caps,
          rounding,
          ...(reporting != null && { reporting: reportingOf(reporting) }),
          ...repaymentOf(input),
          unsold,
          collectedBy,
          levies: levies ?? 'none',
        }
        return proposeContract(em, { projectId: idOf('Project', input.projectId), terms })
      }),
  }),
  signContract: t.field({
    type: ContractPayload,
    errors: {},
    authScopes: { approver: true },
    description: 'Puts a contract in force. Another person than the one who proposed it.',
    args: {
      contractId: t.arg.id({ description: 'Id of the contract.' }),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: (_root, args, context) =>
      change(context, 'signContract', args, (em, { personId }) =>
        signContract(em, { contractId: idOf('Contract', args.contractId), signerId: personId }, context.now),
      ),
  }),
}))
