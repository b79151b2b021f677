import { refusals } from '../../refusal.ts'

export const refuse = refusals({
  NOT_REPEATED: {
    field: 'offeringId',
    when: 'Something is asked of an offering that is offered each month, and it is offered once.',
    says: (f: { id: string }) => `The offering ${f.id} is offered once, not each month.`,
  },
  REPEATING_ENDED: {
    field: 'offeringId',
    when: 'The issuer has ended what was asked for each month.',
    says: (f: { endedAt: string }) =>
      `What was asked for each month was ended at ${f.endedAt}: no round follows.`,
  },
  ROUND_RUNNING: {
    field: 'offeringId',
    when: 'The next round of an offering is to be opened before this one has ended.',
    says: (f: { closesAt: string }) => `The round runs until ${f.closesAt}: the next one opens then.`,
  },
  USE_UNCLEAR: {
    field: 'lines',
    when: 'A report of the use of money has no line, or more than 100.',
    says: (f: { lines: number }) => `The report has ${f.lines} lines: it needs 1 to 100.`,
  },
  USED_TOO_MUCH: {
    field: 'lines',
    when: 'More is reported as used than the offering released.',
    says: (f: { used: string; released: string; currency: string }) =>
      `${f.used} ${f.currency} are reported as used; the offering released ${f.released}.`,
  },
})
