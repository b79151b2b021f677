import { refusals } from '../../refusal.ts'

export const refuse = refusals({
  PLEDGE_UNKNOWN: {
    field: 'pledgeId',
    when: 'A pledge does not exist, or is not yours.',
    says: (f: { id: string }) => `There is no pledge ${f.id}.`,
  },
  PLEDGE_STANDING: {
    field: 'offeringId',
    when: 'Somebody pledges twice for the same appeal.',
    says: (f: { shares: number; pledgedAt: string }) =>
      `A pledge of ${f.shares} shares a month stands since ${f.pledgedAt}: change that one.`,
  },
  PLEDGE_ENDED: {
    field: 'pledgeId',
    when: 'A pledge that was ended is to be changed.',
    says: (f: { endedAt: string }) => `The pledge was ended at ${f.endedAt}: pledge anew.`,
  },
})
