import { refusals } from '../../refusal.ts'

export const refuse = refusals({
  DIFFERENCE_UNKNOWN: {
    field: 'differenceId',
    when: 'A difference is to be explained that is not there, or not any more.',
    says: (f: { id: string }) => `The bank and the books do not differ in ${f.id}.`,
  },
  DIFFERENCE_OWNER_UNFIT: {
    field: 'ownerId',
    when: 'A difference is to be seen to by somebody who does not have the role finance.',
    says: (f: { id: string }) => `${f.id} is nobody of finance: only finance can clear a difference.`,
  },
  DIFFERENCE_REASON_MALFORMED: {
    field: 'reason',
    when: 'The reason of a difference is empty or too long.',
    says: (f: { length: number }) => `A reason has 1 to 500 characters; this one has ${f.length}.`,
  },
  DIFFERENCE_DATE_UNFIT: {
    field: 'dueOn',
    when: 'A difference is to be explained until a day that has passed, or for longer than a month.',
    says: (f: { dueOn: string; first: string; last: string }) =>
      `A difference is explained until a day from ${f.first} to ${f.last}; this is ${f.dueOn}.`,
  },
})
