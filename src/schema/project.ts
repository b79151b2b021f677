import { reportsPage } from '../domain/dividends/revenue/reports.ts'
import { distributionsPage } from '../domain/dividends/run/distributions.ts'
import { balances } from '../domain/ledger/balances.ts'
import { contractsOf, signedContract } from '../domain/offerings/contracts.ts'
import { offeringsOfProjects } from '../domain/offerings/offerings.ts'
import { openProject } from '../domain/offerings/open-project.ts'
import { classesOf, projectOf, projectsPage } from '../domain/offerings/projects.ts'
import { profileOf } from '../domain/parties/people/profiles.ts'
import { holdersOf, holdingsPage } from '../domain/shares/register.ts'
import { builder } from './builder.ts'
import { page, pageCost } from './connections.ts'
import { change, isMember, isStaff, ownParties } from './context.ts'
import { idOf } from './ids.ts'
import { BalanceType } from './ledger.ts'
import { KEY, ProjectPayload } from './payloads.ts'
import {
  ContractNode,
  DistributionNode,
  OfferingNode,
  ProjectNode,
  RevenueReportNode,
  ShareClassNode,
} from './refs.ts'
import { HoldingType } from './register.ts'
import { MoneyInput, MoneyType } from './scalars.ts'
import { readerOf, seeContracts, seeOfferings, seeProjects } from './sight.ts'

ProjectNode.implement({
  description: 'What an artist or start-up raises money for and reports revenue on.',
  authScopes: { public: true },
  fields: t => ({
    name: t.exposeString('name', { description: 'What it is called.' }),
    currency: t.exposeString('currency', {
      description: 'The currency of its contract, shares and revenue.',
    }),
    timeZone: t.exposeString('timeZone', { description: 'IANA zone in which its days begin and end.' }),
    issuerName: t.string({
      description: 'Who receives the money raised and the issuer’s part of revenue.',
      resolve: async ({ issuerId }, _args, { em }) => (await profileOf(em, issuerId)).name,
    }),
    classes: t.field({
      type: [ShareClassNode],
      description: 'What can be held of it.',
      resolve: (project, _args, { em }) => classesOf(em, project.id),
    }),
    contract: t.field({
      type: ContractNode,
      nullable: true,
      description: 'The contract in force, if one is signed.',
      resolve: async (project, _args, { em }) => (await signedContract(em, project.id))?.id ?? null,
    }),
    contracts: t.field({
      type: [ContractNode],
      description: 'All versions of the contract that you may see, newest first.',
      resolve: async (project, _args, context) => {
        const all = await contractsOf(context.em, project.id)
        const seen = await seeContracts(
          context,
          all.map(row => row.id),
        )
        return all.filter(row => seen.some(each => each.id === row.id))
      },
    }),
    offerings: t.field({
      type: [OfferingNode],
      description: 'Its offerings that you may see, oldest first.',
      resolve: async (project, _args, context) => {
        const all = await offeringsOfProjects(context.em, [project.id])
        const seen = await seeOfferings(
          context,
          all.map(row => row.id),
        )
        return all.filter(row => seen.some(each => each.id === row.id))
      },
    }),
    reports: t.connection({
      type: RevenueReportNode,
      authScopes: project => ({ staff: true, memberOf: project.id }),
      description: 'Its revenue reports, oldest first: for its own people and staff.',
      complexity: pageCost,
      resolve: (project, args, { em }) =>
        page(
          args,
          slice => reportsPage(em, project.id, slice),
          row => row.id,
        ),
    }),
    distributions: t.connection({
      type: DistributionNode,
      authScopes: { signedIn: true },
      description:
        'Its distributions, oldest first: all of them for its own people and staff, for you those with a line of yours.',
      complexity: pageCost,
      resolve: ({ id: projectId }, args, context) => {
        const holderIds = isStaff(context) || isMember(context, projectId) ? null : ownParties(context)
        return page(
          args,
          slice => distributionsPage(context.em, { projectId, holderIds }, slice),
          row => row.id,
        )
      },
    }),
    balances: t.field({
      type: [BalanceType],
      authScopes: project => ({ staff: true, issuerOf: project.id }),
      description:
        'What lies here for it: revenue received and not distributed, what the issuer and partners have.',
      resolve: (project, _args, { em }) => balances(em, { scopeId: project.id }),
    }),
  }),
})

ShareClassNode.implement({
  description: 'What is held: ordinary shares, co-producer parts, loan units. One register per class.',
  authScopes: { public: true },
  fields: t => ({
    code: t.exposeString('code', { description: 'How contracts name it.' }),
    name: t.exposeString('name', { description: 'How people call it.' }),
    project: t.field({ type: ProjectNode, description: 'Its project.', resolve: row => row.projectId }),
    shares: t.exposeInt('shares', { description: 'All shares the contract foresees, sold or not.' }),
    nominal: t.field({
      type: MoneyType,
      nullable: true,
      description: 'What one share is of the capital, if the class names it.',
      resolve: async ({ nominal: minor, projectId }, _args, { em }) =>
        minor === null ? null : { minor, currency: (await projectOf(em, projectId)).currency },
    }),
    held: t.int({
      description: 'Shares in the register now.',
      resolve: async (row, _args, { em }) => (await holdersOf(em, row.id)).shares,
    }),
    holders: t.int({
      description: 'How many hold at least one share now.',
      resolve: async (row, _args, { em }) => (await holdersOf(em, row.id)).holders,
    }),
    register: t.connection({
      type: HoldingType,
      authScopes: { staff: true },
      description: 'Who holds how much, by holder: for staff.',
      args: {
        asOf: t.arg({
          type: 'Instant',
          required: false,
          description: 'Just before this moment; not given: now.',
        }),
      },
      complexity: pageCost,
      resolve: (row, { asOf, ...args }, { em }) =>
        page(
          args,
          slice => holdingsPage(em, row.id, asOf ?? null, slice),
          holding => holding.holderId,
        ),
    }),
  }),
})

const NewClassInput = builder.inputType('NewClassInput', {
  description: 'A share class of a new project.',
  fields: t => ({
    code: t.string({ description: 'A short plain word by which contracts name it, such as "parts".' }),
    name: t.string({ description: 'How people call it.' }),
    shares: t.int({ description: 'All shares the contract foresees, sold or not.' }),
    nominal: t.field({
      type: MoneyInput,
      required: false,
      description: 'What one share is of the capital; what it costs beyond that is the premium.',
    }),
  }),
})

const OpenProjectInput = builder.inputType('OpenProjectInput', {
  description: 'A new project.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    name: t.string({ description: 'What it is called.' }),
    issuerId: t.id({ description: 'Id of the party that receives the money raised.' }),
    currency: t.string({ description: 'ISO 4217 code of its contract, shares and revenue.' }),
    timeZone: t.string({
      defaultValue: 'Europe/Paris',
      description: 'IANA zone in which its days begin and end.',
    }),
    classes: t.field({ type: [NewClassInput], description: 'What can be held of it.' }),
  }),
})

builder.mutationField('openProject', t =>
  t.field({
    type: ProjectPayload,
    errors: {},
    authScopes: { finance: true },
    description:
      'Opens a project with its share classes. The public does not see it before an offering is published.',
    args: { input: t.arg({ type: OpenProjectInput, description: 'The project.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'openProject', input, em =>
        openProject(em, { ...input, issuerId: idOf('Party', input.issuerId) }),
      ),
  }),
)

builder.queryFields(t => ({
  projects: t.connection({
    type: ProjectNode,
    authScopes: { public: true },
    description:
      'The projects you may see, oldest first: for the public those with a published offering that is for everybody.',
    complexity: pageCost,
    resolve: (_root, args, context) =>
      page(
        args,
        async slice => projectsPage(context.em, { reader: await readerOf(context) }, slice),
        row => row.id,
      ),
  }),
  project: t.field({
    type: ProjectNode,
    nullable: true,
    authScopes: { public: true },
    description: 'The project with this id; null when there is none for you.',
    args: { id: t.arg.id({ description: 'Id of a project.' }) },
    resolve: async (_root, { id }, context) => (await seeProjects(context, [idOf('Project', id)]))[0] ?? null,
  }),
}))
