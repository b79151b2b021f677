import { parseCurrency } from '../domain/money/currency.ts'
import { proposeContract } from '../domain/offerings/propose-contract.ts'
import { signContract } from '../domain/offerings/sign-contract.ts'
import type { ContractTerms, HolderCap, Weights } from '../domain/offerings/terms/contract-terms.ts'
import { builder } from './builder.ts'
import { change } from './context.ts'
import { idOf } from './ids.ts'
import { ContractPayload, KEY } from './payloads.ts'
import { ContractNode, ProjectNode } from './refs.ts'
import { ReportingInput, ReportingType, reportingOf } from './reporting-clause.ts'
import { TierInput, TierType, tierOf } from './tier.ts'

const RecordDateRule = builder.enumType('RecordDateRule', {
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

const CollectedBy = builder.enumType('CollectedBy', {
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
      resolve: () => false,
    }),
    signedAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'Since when it is in force; null while it is a proposal.',
      resolve: row => row.signedAt,
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

const WeightsType = builder.objectRef<Weights>('Weights').implement({
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

const CapType = builder.objectRef<HolderCap>('HolderCap').implement({
  description: 'The most each holder of a class ever gets.',
  authScopes: { public: true },
  fields: t => ({
    class: t.exposeString('class', { description: 'Code of the class.' }),
    times: t.exposeString('times', { description: 'So many times what was paid in for his shares.' }),
  }),
})

const FractionRule = builder.enumType('FractionRule', {
  description: 'What becomes of fractions of a minor unit among the holders of a pool.',
  values: {
    carry: { description: 'Each keeps his own to the next run: nobody gains or loses over time' },
    largestRemainder: { description: 'Missing units go to the largest fractions, which are forgotten' },
    firstListed: { description: 'Missing units go to the first in order' },
    toReserve: { description: 'Missing units join the next pool' },
  } as const,
})

const WeightsInput = builder.inputType('WeightsInput', {
  description: 'What holders weigh in a pool.',
  fields: t => ({
    by: t.field({ type: WeightsBy, defaultValue: 'recordDate', description: 'What is counted.' }),
    minimumDays: t.int({
      defaultValue: 0,
      description: 'Shares held for fewer days at the record date weigh nothing.',
    }),
  }),
})

const CapInput = builder.inputType('HolderCapInput', {
  description: 'The most each holder of a class ever gets.',
  fields: t => ({
    class: t.string({ description: 'Code of the class.' }),
    times: t.string({ description: 'So many times what was paid in for his shares, such as "3".' }),
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
    reporting: t.field({
      type: ReportingInput,
      required: false,
      description: 'When the issuer reports; not given: when he likes.',
    }),
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
        const { recordDate, unsold, collectedBy, weights, caps, rounding, reporting } = input
        const terms: ContractTerms = {
          currency: parseCurrency(input.currency),
          tiers: input.tiers.map(tierOf),
          partners: input.partners.map(partner => ({ ...partner, partyId: idOf('Party', partner.partyId) })),
          recordDate,
          ...(weights != null && { weights }),
          caps,
          rounding,
          ...(reporting != null && { reporting: reportingOf(reporting) }),
          unsold,
          collectedBy,
          levies: 'none',
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
