import { refusals } from '../../refusal.ts'

export const refuse = refusals({
  ENTITLEMENTS_UNCLEAR: {
    field: 'entitlements',
    when: 'What an offering promises contradicts itself, or its class.',
    says: (f: { why: string }) => `It is not clear what an order gives: ${f.why}.`,
  },
  ITEM_UNCLEAR: {
    field: 'entitlements',
    when: 'A reward or ticket is counted in no way, in two, or by a number out of range.',
    says: (f: { code: string; why: string }) => `It is not clear who gets "${f.code}": ${f.why}.`,
  },
  ENTITLEMENT_UNPAID: {
    field: 'entitlements',
    when: 'An offering promises what no tier of the signed contract pays.',
    says: (f: { right: string; class: string }) =>
      `The offering promises "${f.right}" to holders of "${f.class}", and no tier of the signed contract pays that.`,
  },
  MINIMUM_WRONG: {
    field: 'minimum',
    when: 'The least an order may come to is not above zero, no multiple of the price, or more than may be ordered.',
    says: (f: { minimum: string; price: string; most: string; currency: string }) =>
      `The least of an order is ${f.minimum} ${f.currency}: it must be a multiple of ${f.price} above zero, at most ${f.most}.`,
  },
  BELOW_NOMINAL: {
    field: 'sharePrice',
    when: 'A share is to cost less than its part of the capital.',
    says: (f: { price: string; nominal: string; currency: string }) =>
      `A share at ${f.price} ${f.currency} would cost less than its part of the capital, ${f.nominal}.`,
  },
  MATCHING_WRONG: {
    field: 'matching',
    when: 'A sponsor adds nothing, or to orders that are cut pro rata.',
    says: (f: { why: string }) => `A sponsor cannot add to what others give: ${f.why}.`,
  },
  REPEATS_WRONG: {
    field: 'repeats',
    when: 'An offering that is repeated sells shares of a class, falls under a regime with gates, or does not last one month.',
    says: (f: { why: string }) => `The offering cannot be repeated: ${f.why}.`,
  },
})
