import { dividendsPage } from '../domain/dividends/run/distributions.ts'
import { statementsPage } from '../domain/dividends/statements/statements.ts'
import { balances } from '../domain/ledger/balances.ts'
import type { PartyProfile } from '../domain/parties/people/profiles.ts'
import { holdingsOf } from '../domain/shares/register.ts'
import { subscriptionsPage } from '../domain/shares/subscriptions.ts'
import { builder } from './builder.ts'
import { page, pageCost } from './connections.ts'
import { BalanceType } from './ledger.ts'
import { DividendNode, dividendKey, PartyNode, StatementNode, SubscriptionNode } from './refs.ts'
import { HoldingType } from './register.ts'

export const LanguageEnum = builder.enumType('Language', {
  description: 'A language in which we write to people.',
  values: { en: { description: 'English' }, fr: { description: 'French' } } as const,
})

export const PartyKind = builder.enumType('PartyKind', {
  description: 'What a party is.',
  values: {
    person: { description: 'A natural person' },
    firm: { description: 'A firm or association' },
  } as const,
})

/** An administrator sees people, for he gives them roles, but nothing of their money. */
export const itsMoney = ({ partyId }: PartyProfile) => ({ staff: true, self: partyId })

PartyNode.implement({
  description:
    'A person or firm. Seen by itself, by whoever may act for it, by staff, and, but for its money, by administrators.',
  authScopes: { public: true },
  fields: t => ({
    name: t.exposeString('name', { description: 'How it is called on papers.' }),
    kind: t.expose('kind', { type: PartyKind, description: 'Person or firm.' }),
    language: t.expose('language', { type: LanguageEnum, description: 'The language of its papers.' }),
    country: t.exposeString('country', {
      nullable: true,
      description: 'Country of residence (ISO 3166-1), when known.',
    }),
    holdings: t.field({
      authScopes: itsMoney,
      type: [HoldingType],
      description: 'The shares it holds now, by class.',
      resolve: (party, _args, { em }) => holdingsOf(em, [party.partyId]),
    }),
    balances: t.field({
      authScopes: itsMoney,
      type: [BalanceType],
      description: 'What it has with us: dividends and refunds, by currency.',
      resolve: (party, _args, { em }) => balances(em, { kind: 'holder', ownerId: party.partyId }),
    }),
    subscriptions: t.connection({
      authScopes: itsMoney,
      type: SubscriptionNode,
      description: 'Its orders, oldest first.',
      complexity: pageCost,
      resolve: ({ partyId }, args, { em }) =>
        page(
          args,
          slice => subscriptionsPage(em, { partyId }, slice),
          row => row.id,
        ),
    }),
    dividends: t.connection({
      authScopes: itsMoney,
      type: DividendNode,
      description: 'What distributions gave it, oldest first.',
      complexity: pageCost,
      resolve: ({ partyId }, args, { em }) =>
        page(args, slice => dividendsPage(em, { holderIds: [partyId] }, slice), dividendKey, 3),
    }),
    statements: t.connection({
      type: StatementNode,
      authScopes: party => ({ self: party.partyId, papers: true }),
      description: 'The papers that were issued to it, oldest first: for itself, finance and the auditor.',
      complexity: pageCost,
      resolve: ({ partyId }, args, { em }) =>
        page(
          args,
          slice => statementsPage(em, { holderId: partyId }, slice),
          row => row.id,
        ),
    }),
  }),
})
