import { parseCurrency } from '../domain/money/currency.ts'
import { parsePositive } from '../domain/money/money.ts'
import { within } from '../domain/refusal.ts'
import { endReinvestment } from '../domain/shares/reinvestment/end-reinvestment.ts'
import type { Preference } from '../domain/shares/reinvestment/preferences.ts'
import {
  type ReinvestmentRow,
  type RuleRow,
  reinvestmentsOf,
  ruleOf,
  rulesOfParty,
} from '../domain/shares/reinvestment/rules.ts'
import { setReinvestment } from '../domain/shares/reinvestment/set-reinvestment.ts'
import { builder } from './builder.ts'
import { type Change, type Context, change } from './context.ts'
import { refuse } from './errors.ts'
import { globalId, idOf, readGlobalId } from './ids.ts'
import { itsMoney } from './party.ts'
import { KEY, ON_BEHALF_OF } from './payloads.ts'
import { OfferingNode, PartyNode, SubscriptionNode } from './refs.ts'
import { MoneyInput, money } from './scalars.ts'
import { seeOfferings, seeProjects } from './sight.ts'

const ReinvestmentType = builder.objectRef<ReinvestmentRow>('Reinvestment').implement({
  description: 'What became of a rule after a distribution.',
  authScopes: { public: true },
  fields: t => ({
    offering: t.field({
      type: OfferingNode,
      nullable: true,
      description: 'Where the money was to go; null: nothing it names was open.',
      resolve: row => row.offeringId,
    }),
    subscription: t.field({
      type: SubscriptionNode,
      nullable: true,
      description: 'The order, paid from the balance and revocable like all others.',
      resolve: row => row.subscriptionId,
    }),
    refusal: t.exposeString('refusal', {
      nullable: true,
      description: 'Why there is none: a refusal of an order, NO_OFFERING_OPEN or NOTHING_LEFT.',
    }),
    decidedAt: t.field({ type: 'Instant', description: 'When.', resolve: row => row.decidedAt }),
  }),
})

const RuleType = builder.objectRef<RuleRow>('ReinvestmentRule').implement({
  description: 'An investor lets a part of what distributions credit to him be put into what he names.',
  authScopes: { public: true },
  fields: t => ({
    id: t.id({
      description: 'The id, for revoking it.',
      resolve: ({ id }) => globalId('ReinvestmentRule', id),
    }),
    ratio: t.exposeString('ratio', { description: 'Which part of the net, such as "0.5".' }),
    mostPerMonth: t.field(money('The most in a calendar month.', row => row.mostPerMonth)),
    preferences: t.idList({
      description:
        'Where to, the dearest first: ids of offerings, or of projects for whatever they have open.',
      resolve: ({ preferences }) =>
        preferences.map(each =>
          'offeringId' in each ? globalId('Offering', each.offeringId) : globalId('Project', each.projectId),
        ),
    }),
    setAt: t.field({ type: 'Instant', description: 'When it was set.', resolve: row => row.setAt }),
    endedAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'When it was revoked or replaced; null: it stands.',
      resolve: row => row.endedAt,
    }),
    outcomes: t.field({
      type: [ReinvestmentType],
      description: 'What became of it after each distribution, oldest first.',
      resolve: ({ id }, _args, { em }) => reinvestmentsOf(em, [id]),
    }),
  }),
})

builder.objectField(PartyNode, 'reinvestmentRules', t =>
  t.field({
    type: [RuleType],
    authScopes: itsMoney,
    description: 'Its rules to reinvest, oldest first, ended ones included.',
    resolve: ({ partyId }, _args, { em }) => rulesOfParty(em, partyId),
  }),
)

const RulePayload = builder.objectRef<Change<{ ruleId: string }>>('ReinvestmentRulePayload').implement({
  description: 'The rule after the change.',
  authScopes: { public: true },
  fields: t => ({
    rule: t.field({
      type: RuleType,
      description: 'The rule.',
      resolve: ({ made }, _args, { em }) => ruleOf(em, made.ruleId),
    }),
    replayed: t.exposeBoolean('replayed', {
      description: 'This request was carried out before under the same key; nothing was done again.',
    }),
  }),
})

const SetReinvestmentInput = builder.inputType('SetReinvestmentInput', {
  description: 'A rule to reinvest; one of the same currency that stands is replaced.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    onBehalfOf: t.id(ON_BEHALF_OF),
    ratio: t.string({ description: 'Which part of the net of each distribution: above 0, at most 1.' }),
    mostPerMonth: t.field({ type: MoneyInput, description: 'The most in a calendar month.' }),
    preferences: t.idList({ description: 'Ids of offerings or projects, the dearest first.' }),
  }),
})

const EndReinvestmentInput = builder.inputType('EndReinvestmentInput', {
  description: 'A rule that is revoked.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    onBehalfOf: t.id(ON_BEHALF_OF),
    ruleId: t.id({ description: 'Id of the rule.' }),
  }),
})

/** What is named, if the viewer may see it. Refuses NOT_FOUND. */
async function preferencesOf(context: Context, ids: readonly (string | number)[]): Promise<Preference[]> {
  const found: Preference[] = []
  for (const text of ids.map(String)) {
    const { typename, id } = readGlobalId(text)
    const seen =
      typename === 'Offering'
        ? (await seeOfferings(context, [id])).map(() => ({ offeringId: id }))
        : typename === 'Project'
          ? (await seeProjects(context, [id])).map(() => ({ projectId: id }))
          : []
    if (seen.length === 0) throw refuse.NOT_FOUND({ id: text })
    found.push(...seen)
  }
  return found
}

builder.mutationFields(t => ({
  setReinvestment: t.field({
    type: RulePayload,
    errors: {},
    authScopes: { signedIn: true },
    description:
      'Lets a part of what distributions credit be put into what is named, from the next one on. Each order is revocable like all others.',
    args: { input: t.arg({ type: SetReinvestmentInput, description: 'The rule.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'setReinvestment', input, async (em, { partyId }) => {
        const { ratio } = input
        const currency = within('mostPerMonth', () => parseCurrency(input.mostPerMonth.currency))
        const mostPerMonth = within('mostPerMonth', () => parsePositive(input.mostPerMonth, currency))
        const preferences = await preferencesOf(context, input.preferences)
        return setReinvestment(em, { partyId, ratio, mostPerMonth, currency, preferences }, context.now)
      }),
  }),
  endReinvestment: t.field({
    type: RulePayload,
    errors: {},
    authScopes: { signedIn: true },
    description: 'Revokes a rule to reinvest. Orders that were made stay.',
    args: { input: t.arg({ type: EndReinvestmentInput, description: 'The rule.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'endReinvestment', input, (em, { partyId }) =>
        endReinvestment(em, { ruleId: idOf('ReinvestmentRule', input.ruleId), partyId }, context.now),
      ),
  }),
}))
