import { refusals } from '../refusal.ts'

export const refuse = refusals({
  DELIVERY_UNKNOWN: {
    field: 'deliveryIds',
    when: 'A delivery does not exist, or not for you.',
    says: (f: { id: string }) => `There is no delivery ${f.id}.`,
  },
  DELIVERIES_TOO_MANY: {
    field: 'deliveryIds',
    when: 'No delivery is named, or more than go in one call.',
    says: (f: { asked: number; most: number }) =>
      `${f.asked} deliveries are named: 1 to ${f.most} go in one call.`,
  },
  DELIVERY_STEP_WRONG: {
    field: 'deliveryIds',
    when: 'A delivery takes a step that its state does not allow.',
    says: (f: { id: string; state: string; step: string }) =>
      `The delivery ${f.id} is ${f.state}: it cannot be ${f.step} now.`,
  },
  DELIVERY_DAY_WRONG: {
    field: 'on',
    when: 'A step of a delivery is dated before the one before it, or in the future.',
    says: (f: { on: string; earliest: string; latest: string }) =>
      `${f.on} is not a day for this step: it must be from ${f.earliest} to ${f.latest}.`,
  },
  DELIVERY_NOTE_TOO_LONG: {
    field: 'note',
    when: 'The note of a step of a delivery is too long.',
    says: (f: { length: number; most: number }) =>
      `The note has ${f.length} characters; at most ${f.most} are kept.`,
  },
  TICKET_UNKNOWN: {
    field: 'code',
    when: 'A ticket does not exist, is of another project, or its order has ended.',
    says: (_: Record<never, never>) => 'There is no ticket with this code.',
  },
  TICKET_USED: {
    field: 'code',
    when: 'A ticket was used before.',
    says: (f: { admittedAt: string }) => `The ticket was used before, at ${f.admittedAt}.`,
  },
})
