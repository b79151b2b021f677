import { refusals } from '../../refusal.ts'

export const refuse = refusals({
  AUDIT_SEED_MALFORMED: {
    field: 'seed',
    when: 'The seed of an auditor is empty, too long, or holds signs that cannot be printed.',
    says: (f: { length: number; most: number }) =>
      `A seed is 1 to ${f.most} letters, digits or other signs that can be printed; this one has ${f.length}.`,
  },
  AUDIT_COUNT: {
    field: 'count',
    when: 'An auditor asks for no payments, or for more than one pack holds.',
    says: (f: { count: number; most: number }) =>
      `A pack holds 1 to ${f.most} payments, not ${f.count}: ask for more with another seed.`,
  },
  AUDIT_NOTHING_PAID: {
    field: 'count',
    when: 'An auditor asks for payments, and none was made and nothing was distributed.',
    says: (_: Record<never, never>) =>
      'Nothing was paid or distributed yet: there is nothing to choose from.',
  },
})
