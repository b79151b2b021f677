import { releasesOf } from '../domain/dividends/levies/line-releases.ts'
import { reportsOfDistribution } from '../domain/dividends/revenue/reports.ts'
import { distribute } from '../domain/dividends/run/distribute.ts'
import {
  dividendsByKey,
  dividendsPage,
  type PoolRow,
  poolsOf,
  type RecipientRow,
  recipientsOf,
  tiersOf,
} from '../domain/dividends/run/distributions.ts'
import { statementsOfLines, statementsPage } from '../domain/dividends/statements/statements.ts'
import type { Currency } from '../domain/money/currency.ts'
import { watched } from '../jobs/watched.ts'
import { builder } from './builder.ts'
import { page, pageCost } from './connections.ts'
import { change, isStaff, ownParties } from './context.ts'
import { idOf } from './ids.ts'
import { ReleaseType } from './levy.ts'
import { DistributionPayload, KEY } from './payloads.ts'
import {
  ContractNode,
  DistributionNode,
  DividendNode,
  dividendKey,
  PartyNode,
  ProjectNode,
  RevenueReportNode,
  ShareClassNode,
  StatementNode,
} from './refs.ts'
import { fractionOfUnit, money } from './scalars.ts'
import { seeDistributions, seenStatements } from './sight.ts'
import { TierLineType } from './tier-line.ts'

const FRACTION = 'in minor units, such as "0.285714285714285714" of a cent'

const RecipientType = builder.objectRef<RecipientRow & { currency: Currency }>('RecipientLine').implement({
  description: 'What one recipient of the tiers got: the holders of a class count as one.',
  authScopes: { public: true },
  fields: t => ({
    recipient: t.exposeString('recipient', {
      description: '"issuer", "platform", "class:CODE" or "partner:CODE".',
    }),
    exact: t.exposeString('exact', {
      description: 'What was due before rounding, in minor units, as a whole number or ratio.',
    }),
    amount: t.field(money('What he got.', row => row.amount)),
    carry: t.field({
      type: 'Decimal',
      description: `What he is still owed (negative: had too much), ${FRACTION}.`,
      resolve: row => fractionOfUnit(row.carry),
    }),
    posted: t.exposeBoolean('posted', {
      description: 'False: he holds the money himself, so it is shown and not booked.',
    }),
  }),
})

const PoolType = builder.objectRef<PoolRow & { currency: Currency }>('Pool').implement({
  description: 'What a class got, to be divided among its holders.',
  authScopes: { public: true },
  fields: t => ({
    shareClass: t.field({ type: ShareClassNode, description: 'The class.', resolve: row => row.classId }),
    amount: t.field(money('The pool.', row => row.amount)),
    shares: t.int({ description: 'All shares that took part.', resolve: row => Number(row.weight) }),
    holders: t.exposeInt('holders', { description: 'How many parties held them.' }),
    residue: t.field({
      type: 'Decimal',
      description: `What belongs to nobody yet and joins the next pool, ${FRACTION}.`,
      resolve: row => fractionOfUnit(row.residue),
    }),
  }),
})

DistributionNode.implement({
  description: 'One run of a project’s tiers over its approved reports.',
  authScopes: { public: true },
  fields: t => ({
    project: t.field({ type: ProjectNode, description: 'Its project.', resolve: row => row.projectId }),
    number: t.exposeInt('number', { description: '1 for the first of the project.' }),
    contract: t.field({
      type: ContractNode,
      description: 'The contract that was run.',
      resolve: row => row.contractId,
    }),
    recordDate: t.field({
      type: 'Day',
      description: 'Who held shares at the end of this day took part.',
      resolve: row => row.recordDate,
    }),
    paidOn: t.field({
      type: 'Day',
      description: 'The day the dividends were credited.',
      resolve: row => row.paidOn,
    }),
    amount: t.field(
      money(
        'What was distributed: the net of its reports, and what its adjustments brought.',
        row => row.amount,
      ),
    ),
    reports: t.field({
      type: [RevenueReportNode],
      description: 'The reports that went into it.',
      resolve: async (row, _args, { em }) => reportsOfDistribution(em, row.id),
    }),
    tiers: t.field({
      type: [TierLineType],
      description: 'What each tier took before, took now, and is still to reach.',
      resolve: async ({ id, currency }, _args, { em }) =>
        (await tiersOf(em, id)).map(tier => ({ ...tier, currency })),
    }),
    recipients: t.field({
      type: [RecipientType],
      description: 'What each recipient got, in the order in which the contract names them.',
      resolve: async ({ id, currency }, _args, { em }) =>
        (await recipientsOf(em, id)).map(line => ({ ...line, currency })),
    }),
    pools: t.field({
      type: [PoolType],
      description: 'The pools, one per class.',
      resolve: async ({ id, currency }, _args, { em }) =>
        (await poolsOf(em, id)).map(pool => ({ ...pool, currency })),
    }),
    dividends: t.connection({
      type: DividendNode,
      authScopes: { signedIn: true },
      description: 'The holders’ lines: all for staff, your own for you.',
      complexity: pageCost,
      resolve: ({ id }, args, context) => {
        const own = isStaff(context) ? {} : { holderIds: ownParties(context) }
        const filter = { distributionIds: [id], ...own }
        return page(args, slice => dividendsPage(context.em, filter, slice), dividendKey, 3)
      },
    }),
    statements: t.connection({
      type: StatementNode,
      authScopes: { papers: true },
      description: 'The papers that were issued about it: for finance and the auditor.',
      complexity: pageCost,
      resolve: ({ id }, args, { em }) =>
        page(
          args,
          slice => statementsPage(em, { distributionId: id }, slice),
          row => row.id,
        ),
    }),
    distributedAt: t.field({
      type: 'Instant',
      description: 'When it ran.',
      resolve: row => row.distributedAt,
    }),
  }),
})

DividendNode.implement({
  description: 'One holder’s line in a distribution.',
  authScopes: { public: true },
  fields: t => ({
    distribution: t.field({
      type: DistributionNode,
      description: 'The distribution.',
      resolve: row => row.distributionId,
    }),
    holder: t.field({ type: PartyNode, description: 'Who gets it.', resolve: row => row.holderId }),
    shareClass: t.field({
      type: ShareClassNode,
      description: 'For shares of which class.',
      resolve: row => row.classId,
    }),
    shares: t.int({ description: 'How many shares took part.', resolve: row => Number(row.weight) }),
    gross: t.field(money('Before levies.', row => row.gross)),
    net: t.field(money('What the run credited to the holder’s account.', row => row.net)),
    release: t.loadable({
      type: ReleaseType,
      nullable: true,
      description: 'What was withheld later, if the amount was held because a levy rule was not known.',
      load: async (keys: string[], { em }) => {
        const lines = await dividendsByKey(em, keys)
        const found = await releasesOf(em, lines)
        const byKey = new Map(
          lines.map((line, index) => {
            const release = found[index]
            return [dividendKey(line), release ? { ...release, currency: line.currency } : null]
          }),
        )
        return keys.map(key => byKey.get(key) ?? null)
      },
      resolve: row => dividendKey(row),
    }),
    carry: t.field({
      type: 'Decimal',
      description: `What is still owed after this run (negative: had too much), ${FRACTION}.`,
      resolve: row => fractionOfUnit(row.carry),
    }),
    statement: t.loadable({
      type: StatementNode,
      nullable: true,
      description: 'The paper about it, once it is issued: for its holder, finance and the auditor.',
      load: async (lines: string[], context) => {
        const papers = seenStatements(context, await statementsOfLines(context.em, lines))
        const byLine = new Map(papers.map(paper => [`${paper.distributionId}:${paper.holderId}`, paper]))
        return lines.map(line => byLine.get(line) ?? null)
      },
      resolve: ({ distributionId, holderId }) => `${distributionId}:${holderId}`,
    }),
  }),
})

builder.mutationField('distribute', t =>
  t.field({
    type: DistributionPayload,
    errors: {},
    authScopes: { finance: true },
    description:
      'Runs the tiers of a project over its approved reports by hand, as the job does by itself. Started twice at once it runs once.',
    args: { projectId: t.arg.id({ description: 'Id of the project.' }), idempotencyKey: t.arg.string(KEY) },
    resolve: (_root, args, context) => {
      const projectId = idOf('Project', args.projectId)
      return watched(context, projectId, watch =>
        change(context, 'distribute', args, em => distribute(em, { projectId }, context.now, watch)),
      )
    },
  }),
)

builder.queryField('distribution', t =>
  t.field({
    type: DistributionNode,
    nullable: true,
    authScopes: { signedIn: true },
    description: 'The distribution with this id; null when there is none for you.',
    args: { id: t.arg.id({ description: 'Id of a distribution.' }) },
    resolve: async (_root, { id }, context) =>
      (await seeDistributions(context, [idOf('Distribution', id)]))[0] ?? null,
  }),
)
