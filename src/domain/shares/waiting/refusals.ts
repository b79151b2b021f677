import { refusals } from '../../refusal.ts'

export const refuse = refusals({
  SHARES_AVAILABLE: {
    field: 'shares',
    when: 'Somebody wants to wait for shares that can be ordered now.',
    says: (f: { asked: number; left: number }) =>
      `${f.asked} shares were asked for and ${f.left} are left: order them.`,
  },
  WAITING_TOO_LARGE: {
    field: 'shares',
    when: 'Somebody wants to wait for more shares than are offered, and takes no fewer.',
    says: (f: { asked: number; offered: number }) =>
      `${f.asked} shares were asked for; only ${f.offered} are offered, however many become free.`,
  },
  WAITING_ALREADY: {
    field: 'offeringId',
    when: 'A party waits in an offering in which it waits already.',
    says: (f: { shares: number; ahead: number }) =>
      `You wait for ${f.shares} shares already, with ${f.ahead} before you: leave the list to wait for another number.`,
  },
  WAITING_UNKNOWN: {
    field: 'entryId',
    when: 'An entry of a waiting list does not exist, or is not yours.',
    says: (f: { id: string }) => `There is no entry ${f.id} of a waiting list.`,
  },
  WAITING_ENDED: {
    field: 'entryId',
    when: 'Somebody leaves a waiting list on which he does not wait any more.',
    says: (f: { how: string }) => `The waiting has ended: it is ${f.how}.`,
  },
})
