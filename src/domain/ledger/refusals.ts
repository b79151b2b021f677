import { refusals } from '../refusal.ts'

export const refuse = refusals({
  BALANCE_TOO_LOW: {
    field: 'amount',
    when: 'More would leave an account than lies on it.',
    says: (f: { needed: string; present: string; currency: string }) =>
      `${f.needed} ${f.currency} is needed, ${f.present} ${f.currency} is there.`,
  },
})
