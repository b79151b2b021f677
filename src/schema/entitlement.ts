import type { Currency } from '../domain/money/currency.ts'
import { type Money, moneyText, parseAmount, parsePositive } from '../domain/money/money.ts'
import {
  ENTITLEMENT_KINDS,
  type Entitlement,
  type ItemCount,
  isItemKind,
  itemsOf,
} from '../domain/offerings/terms/entitlements.ts'
import { ALLOTMENTS, type Allotment, type Matching } from '../domain/offerings/terms/offering-terms.ts'
import { refuse } from '../domain/offerings/terms/refusals.ts'
import { within } from '../domain/refusal.ts'
import { builder } from './builder.ts'
import { idOf } from './ids.ts'
import { MoneyInput, MoneyType } from './scalars.ts'

const KINDS: Record<Entitlement['gives'], string> = {
  receipts: 'A share of receipts, by the contract’s tiers',
  capital: 'A share of the capital',
  repayment: 'What was paid in comes back',
  interest: 'Interest on what was paid in',
  reward: 'A thing that is handed over',
  ticket: 'A seat or an admission',
  nothing: 'Nothing: it is a gift',
}

const EntitlementKindEnum = builder.enumType('EntitlementKind', {
  description: 'What an order gives when it is allotted.',
  values: Object.fromEntries(ENTITLEMENT_KINDS.map(kind => [kind, { description: KINDS[kind] }])) as Record<
    Entitlement['gives'],
    { description: string }
  >,
})

const HOW: Record<Allotment, string> = {
  inOrder: 'Whoever came first; nobody is cut',
  proRata: 'All, in whole shares by what they asked for; the rest of their money goes back',
}

export const AllotmentEnum = builder.enumType('AllotmentRule', {
  description: 'Whom the shares go to when more are asked for than there are.',
  values: Object.fromEntries(ALLOTMENTS.map(rule => [rule, { description: HOW[rule] }])) as Record<
    Allotment,
    { description: string }
  >,
})

type EntitlementValue = {
  gives: Entitlement['gives']
  code: string | null
  name: string | null
  price: Money | null
  perShares: number | null
  stock: number | null
  deliverOn: string | null
}

export const EntitlementType = builder.objectRef<EntitlementValue>('Entitlement').implement({
  description: 'Something an order gives when it is allotted.',
  authScopes: { public: true },
  fields: t => ({
    gives: t.expose('gives', { type: EntitlementKindEnum, description: 'What it is.' }),
    code: t.exposeString('code', { nullable: true, description: 'How orders name a reward or ticket.' }),
    name: t.exposeString('name', { nullable: true, description: 'What a reward or ticket is called.' }),
    price: t.field({
      type: MoneyType,
      nullable: true,
      description: 'What one takes of an order that chooses it; null where it comes by itself.',
      resolve: row => row.price,
    }),
    perShares: t.exposeInt('perShares', {
      nullable: true,
      description: 'It comes by itself, one for so many shares of an order.',
    }),
    stock: t.exposeInt('stock', { nullable: true, description: 'How many there are; null: enough.' }),
    deliverOn: t.field({
      type: 'Day',
      nullable: true,
      description: 'The day by which it is delivered, or of the event.',
      resolve: row => row.deliverOn,
    }),
  }),
})

/** The entitlements of terms as the API shows them. */
export function entitlementsShown(
  entitlements: readonly Entitlement[],
  currency: Currency,
): EntitlementValue[] {
  const items = new Map(itemsOf(entitlements).map(item => [item as Entitlement, item]))
  return entitlements.map(each => {
    const {
      code = null,
      name = null,
      price,
      perShares = null,
      stock = null,
      deliverOn = null,
    } = items.get(each) ?? {}
    const cost = price === undefined ? null : { minor: parseAmount(price, currency), currency }
    return { gives: each.gives, code, name, price: cost, perShares, stock, deliverOn }
  })
}

export const EntitlementInput = builder.inputType('EntitlementInput', {
  description:
    'Something an order gives. Rewards and tickets have a code, a name, and either a price or a number of shares.',
  fields: t => ({
    gives: t.field({ type: EntitlementKindEnum, description: 'What it is.' }),
    code: t.string({ required: false, description: 'How orders name a reward or ticket, such as "vinyl".' }),
    name: t.string({ required: false, description: 'What a reward or ticket is called.' }),
    price: t.field({
      type: MoneyInput,
      required: false,
      description: 'What one takes of the order that chooses it.',
    }),
    perShares: t.int({
      required: false,
      description: 'It comes by itself, one for so many shares of an order.',
    }),
    stock: t.int({ required: false, description: 'How many of a priced item there are; not given: enough.' }),
    deliverOn: t.field({
      type: 'Day',
      required: false,
      description: 'The day by which it is delivered, or of the event.',
    }),
  }),
})

/** Reads entitlements of terms. Refuses ITEM_UNCLEAR for a reward or ticket without code or name, CURRENCY_MISMATCH. */
export function readEntitlements(
  inputs: readonly (typeof EntitlementInput.$inferInput)[],
  currency: Currency,
): Entitlement[] {
  return inputs.map(({ gives, code, name, price, perShares, stock, deliverOn }): Entitlement => {
    if (!isItemKind(gives)) return { gives }
    if (code == null || name == null)
      throw refuse.ITEM_UNCLEAR({ code: code ?? '', why: 'it needs a code and a name' })
    const cost = price == null ? null : within('entitlements', () => parsePositive(price, currency))
    return {
      ...{ gives, code, name },
      ...(cost !== null && { price: moneyText(cost, currency).amount }),
      ...(perShares != null && { perShares }),
      ...(stock != null && { stock }),
      ...(deliverOn != null && { deliverOn }),
    }
  })
}

export const MatchingType = builder.objectRef<Matching>('Matching').implement({
  description:
    'A sponsor adds to what others give: his own orders, as far as this ratio of the others reaches.',
  authScopes: { public: true },
  fields: t => ({
    ratio: t.exposeString('ratio', { description: 'What he adds for each unit of the others, such as "1".' }),
  }),
})

export const MatchingInput = builder.inputType('MatchingInput', {
  description:
    'A sponsor who adds to what others give. He orders in the offering himself: at most that is added.',
  fields: t => ({
    sponsorId: t.id({ description: 'Id of the party that adds.' }),
    ratio: t.string({ description: 'What it adds for each unit of the others, such as "1" or "0.5".' }),
  }),
})

/** Reads the sponsor of terms. */
export function readMatching(input: typeof MatchingInput.$inferInput | null | undefined): Matching | null {
  return input == null ? null : { sponsorId: idOf('Party', input.sponsorId), ratio: input.ratio }
}

export const ItemCountInput = builder.inputType('ItemCountInput', {
  description: 'So many of a reward or ticket.',
  fields: t => ({
    code: t.string({ description: 'Its code in the terms.' }),
    count: t.int({ description: 'How many.' }),
  }),
})

export const ItemCountType = builder.objectRef<ItemCount>('ItemCount').implement({
  description: 'So many of a reward or ticket.',
  authScopes: { public: true },
  fields: t => ({
    code: t.exposeString('code', { description: 'Its code in the terms.' }),
    count: t.exposeInt('count', { description: 'How many.' }),
  }),
})
