import { refusals } from '../refusal.ts'

export const refuse = refusals({
  AMOUNT_MALFORMED: {
    field: 'amount',
    when: 'An amount is not written as plain decimal digits, such as 12.34.',
    says: (f: { text: string }) =>
      `"${f.text}" is not an amount: write plain decimal digits with a point, such as 12.34.`,
  },
  AMOUNT_TOO_PRECISE: {
    field: 'amount',
    when: 'An amount has more decimals than its currency.',
    says: (f: { text: string; currency: string; decimals: number }) =>
      `${f.text} has too many decimals: ${f.currency} has ${f.decimals}.`,
  },
  AMOUNT_TOO_LARGE: {
    field: 'amount',
    when: 'An amount is larger than the books can hold.',
    says: (f: { text: string; greatest: string }) =>
      `${f.text} is too large: the greatest amount is ${f.greatest}.`,
  },
  AMOUNT_NOT_POSITIVE: {
    field: 'amount',
    when: 'An amount that must be above zero is zero or negative.',
    says: (f: { amount: string; currency: string }) =>
      `${f.amount} ${f.currency} is not above zero: the amount must be positive.`,
  },
  AMOUNT_NEGATIVE: {
    field: 'amount',
    when: 'An amount that may be zero is negative.',
    says: (f: { amount: string; currency: string }) =>
      `${f.amount} ${f.currency} is below zero: the amount may not be negative.`,
  },
  CURRENCY_UNKNOWN: {
    field: 'currency',
    when: 'A currency code is not one the engine keeps books in.',
    says: (f: { currency: string; known: string[] }) =>
      `"${f.currency}" is not a currency we keep books in: write one of ${f.known.join(', ')}.`,
  },
  CURRENCY_MISMATCH: {
    field: 'currency',
    when: 'An amount is in another currency than the thing it is for.',
    says: (f: { given: string; expected: string }) =>
      `The amount is in ${f.given}; here everything is in ${f.expected}.`,
  },
  RATIO_MALFORMED: {
    when: 'A ratio is neither a decimal such as 0.30 nor a fraction such as 1/3.',
    says: (f: { text: string }) =>
      `"${f.text}" is not a ratio: write a decimal such as 0.30 or a fraction such as 1/3.`,
  },
})
