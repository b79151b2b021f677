import { type CardClause, cardTermsOf } from '../domain/offerings/cards/card-terms-of.ts'
import { CARD_RATES } from '../domain/payments/cards/card-rates.ts'
import { builder } from './builder.ts'
import { OfferingNode } from './refs.ts'

export const CostBearerEnum = builder.enumType('CostBearer', {
  description: 'Who bears what a card payment costs.',
  values: {
    platform: { description: 'The platform: nobody is charged' },
    issuer: { description: 'The issuer: it is taken from what is released to him' },
    investor: { description: 'The investor: he pays it on top, and gets it back when he withdraws' },
  } as const,
})

const ChargebackPolicyEnum = builder.enumType('ChargebackPolicy', {
  description: 'What becomes of a payment that is charged back when its shares are allotted.',
  values: {
    receivable: { description: 'The holder owes it, and later income of the project makes it good' },
    cancelShares: { description: 'Not carried out: terms that ask for it are refused' },
  } as const,
})

export const CardTermsInputType = builder.inputType('CardTermsInput', {
  description: 'How an offering takes cards.',
  fields: t => ({
    paymentCosts: t.field({ type: CostBearerEnum, description: 'Who bears what a card payment costs.' }),
    chargeback: t.field({
      type: ChargebackPolicyEnum,
      defaultValue: 'receivable',
      description: 'What becomes of a payment that is charged back after allotment.',
    }),
    holdDays: t.int({
      defaultValue: 10,
      description: 'For so many days after a card payment its money is not paid out to the payer.',
    }),
  }),
})

const CardRateType = builder.objectRef<(typeof CARD_RATES)[number]>('CardRate').implement({
  description: 'What the card processor takes of a payment.',
  authScopes: { public: true },
  fields: t => ({
    currency: t.exposeString('currency', { description: 'Of payments in this currency.' }),
    ratio: t.exposeString('ratio', { description: 'So much of the total, such as "0.015".' }),
    fixed: t.field({ type: 'Decimal', description: 'And this.', resolve: row => row.fixed }),
    from: t.field({ type: 'Day', description: 'Since this day.', resolve: row => row.from }),
    to: t.field({
      type: 'Day',
      nullable: true,
      description: 'Until this day, included; null while no end is known.',
      resolve: row => row.to,
    }),
    source: t.exposeString('source', { description: 'Who decided it, or where it was read.' }),
  }),
})

const CardClauseType = builder.objectRef<CardClause>('CardClause').implement({
  description: 'How an offering takes cards.',
  authScopes: { public: true },
  fields: t => ({
    paymentCosts: t.expose('paymentCosts', {
      type: CostBearerEnum,
      description: 'Who bears what a card payment costs.',
    }),
    chargeback: t.expose('chargeback', {
      type: ChargebackPolicyEnum,
      description: 'What becomes of a payment that is charged back after allotment.',
    }),
    holdDays: t.exposeInt('holdDays', {
      description: 'For so many days after a card payment its money is not paid out to the payer.',
    }),
  }),
})

builder.objectField(OfferingNode, 'cards', t =>
  t.loadable({
    type: CardClauseType,
    nullable: true,
    authScopes: { public: true },
    description: 'How it takes cards; null when it takes none.',
    load: async (ids: string[], { em }) => {
      const found = new Map((await cardTermsOf(em, ids)).map(clause => [clause.offeringId, clause]))
      return ids.map(id => found.get(id) ?? null)
    },
    resolve: row => row.id,
  }),
)

builder.queryField('cardRates', t =>
  t.field({
    type: [CardRateType],
    authScopes: { public: true },
    description: 'What card payments cost, by day and currency.',
    resolve: () => [...CARD_RATES],
  }),
)
