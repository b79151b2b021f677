import { parseCurrency } from '../domain/money/currency.ts'
import { proposeContract } from '../domain/offerings/propose-contract.ts'
import { signContract } from '../domain/offerings/sign-contract.ts'
import type { ContractTerms, Recipient, Tier } from '../domain/offerings/terms/contract-terms.ts'
import { builder } from './builder.ts'
import { change } from './context.ts'
import { idOf } from './ids.ts'
import { ContractPayload, KEY } from './payloads.ts'
import { ContractNode, ProjectNode } from './refs.ts'

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

const SplitType = builder.objectRef<Tier['split'][number]>('Split').implement({
  description: 'One part of what a tier takes.',
  authScopes: { public: true },
  fields: t => ({
    to: t.exposeString('to', { description: '"issuer", "platform", "class:CODE" or "partner:CODE".' }),
    ratio: t.exposeString('ratio', { description: 'Its exact part, such as "0.30" or "1/3".' }),
  }),
})

const TierType = builder.objectRef<Tier>('Tier').implement({
  description: 'One step of the waterfall.',
  authScopes: { public: true },
  fields: t => ({
    name: t.exposeString('name', { description: 'What it is called.' }),
    takes: t.exposeString('takes', { description: 'How much it takes of what is left, such as "1".' }),
    split: t.expose('split', {
      type: [SplitType],
      description: 'Who gets how much of that: exactly 1 together.',
    }),
  }),
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

const SplitInput = builder.inputType('SplitInput', {
  description: 'One part of what a tier takes.',
  fields: t => ({
    to: t.string({ description: '"issuer", "platform", "class:CODE" or "partner:CODE".' }),
    ratio: t.string({ description: 'Its exact part: a decimal such as "0.30" or a fraction such as "1/3".' }),
  }),
})

const TierInput = builder.inputType('TierInput', {
  description: 'One step of the waterfall.',
  fields: t => ({
    name: t.string({ description: 'What it is called.' }),
    takes: t.string({
      defaultValue: '1',
      description: 'How much it takes of what is left. The last one takes "1".',
    }),
    split: t.field({ type: [SplitInput], description: 'Who gets how much of that: exactly 1 together.' }),
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
        const { recordDate, unsold, collectedBy } = input
        const terms: ContractTerms = {
          currency: parseCurrency(input.currency),
          tiers: input.tiers.map(tier => ({
            ...tier,
            split: tier.split.map(part => ({ to: part.to as Recipient, ratio: part.ratio })),
          })),
          partners: input.partners.map(partner => ({ ...partner, partyId: idOf('Party', partner.partyId) })),
          recordDate,
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
