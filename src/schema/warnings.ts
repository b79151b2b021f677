import {
  LOSS_FORMULA,
  LOSS_VECTORS,
  type LossInputs,
  SIMULATED_RATIO,
} from '../domain/parties/suitability/loss-simulation.ts'
import type { WarningCode } from '../domain/parties/suitability/suitability.ts'
import { WARNINGS, type Warning } from '../domain/parties/suitability/warnings.ts'
import {
  acknowledgementsOfOrders,
  type UsedAcknowledgement,
} from '../domain/shares/orders/acknowledgements.ts'
import { builder } from './builder.ts'
import { LanguageEnum } from './party.ts'
import { SubscriptionNode } from './refs.ts'
import { MoneyType } from './scalars.ts'
import { WarningEnum } from './suitability.ts'

const WarningTextType = builder.objectRef<Warning & { warning: WarningCode }>('WarningText').implement({
  description: 'A warning in the version that is in force.',
  authScopes: { public: true },
  fields: t => ({
    warning: t.expose('warning', { type: WarningEnum, description: 'Which one.' }),
    version: t.exposeInt('version', { description: 'To be named when it is acknowledged.' }),
    article: t.exposeString('article', { description: 'Where the law asks for it.' }),
    forOrder: t.exposeBoolean('forOrder', {
      description: 'Each order needs an acknowledgement of its own, which names its offering and amount.',
    }),
    text: t.string({
      description: 'What is to be read.',
      args: {
        language: t.arg({ type: LanguageEnum, defaultValue: 'en', description: 'In which language.' }),
      },
      resolve: ({ text }, { language }) => text[language],
    }),
  }),
})

const LossVectorType = builder.objectRef<LossInputs & { limit: bigint }>('LossVector').implement({
  description: 'Inputs of the simulation with what must come out.',
  authScopes: { public: true },
  fields: t => {
    const euros = (description: string, pick: (row: LossInputs & { limit: bigint }) => bigint) =>
      t.field({
        type: MoneyType,
        description,
        resolve: row => ({ minor: pick(row), currency: 'EUR' as const }),
      })
    return {
      netIncome: euros('Net annual income.', row => row.netIncome),
      liquidAssets: euros('Total liquid assets.', row => row.liquidAssets),
      commitments: euros('Annual financial commitments.', row => row.commitments),
      limit: euros('A tenth of the net worth.', row => row.limit),
    }
  },
})

const SimulationRulesType = builder.objectRef<typeof LOSS_FORMULA>('LossSimulationRules').implement({
  description: 'How the ability to bear loss is simulated. The inputs stay with the investor.',
  authScopes: { public: true },
  fields: t => ({
    version: t.exposeString('version', { description: 'The version of the formula.' }),
    formula: t.exposeString('formula', { description: 'In words.' }),
    source: t.exposeString('source', { description: 'Where it stands in the law.' }),
    netWorthRatio: t.field({
      type: 'Decimal',
      description: 'The part of the net worth that is the limit.',
      resolve: () => SIMULATED_RATIO,
    }),
    vectors: t.field({
      type: [LossVectorType],
      description: 'By which a tool is tried.',
      resolve: () => LOSS_VECTORS,
    }),
  }),
})

const UsedType = builder.objectRef<UsedAcknowledgement>('UsedAcknowledgement').implement({
  description: 'An acknowledgement by which an order passed a gate.',
  authScopes: { public: true },
  fields: t => ({
    warning: t.expose('warning', { type: WarningEnum, description: 'Which text.' }),
    textVersion: t.exposeInt('textVersion', { description: 'In which version.' }),
    acknowledgedAt: t.field({ type: 'Instant', description: 'When.', resolve: row => row.acknowledgedAt }),
  }),
})

builder.objectField(SubscriptionNode, 'acknowledgements', t =>
  t.loadableList({
    type: UsedType,
    authScopes: row => ({ self: row.partyId, staff: true }),
    description: 'By which acknowledgements of its investor it passed the gates. For its owner and staff.',
    load: async (ids: string[], { em }) => {
      const used = Map.groupBy(await acknowledgementsOfOrders(em, ids), row => row.subscriptionId)
      return ids.map(id => used.get(id) ?? [])
    },
    resolve: row => row.id,
  }),
)

builder.queryFields(t => ({
  warnings: t.field({
    type: [WarningTextType],
    authScopes: { public: true },
    description: 'The texts that an investor may have to acknowledge, as they are in force.',
    resolve: () =>
      Object.entries(WARNINGS).map(([code, warning]) => ({ ...warning, warning: code as WarningCode })),
  }),
  lossSimulation: t.field({
    type: SimulationRulesType,
    authScopes: { public: true },
    description: 'The formula of the simulation of the ability to bear loss, with vectors to try a tool by.',
    resolve: () => LOSS_FORMULA,
  }),
}))
