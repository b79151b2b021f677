import { refusals } from '../../refusal.ts'

export const refuse = refusals({
  ABROAD_YEAR_OPEN: {
    field: 'year',
    when: 'What was paid abroad in a year is told before the books of its December are closed.',
    says: (f: { year: number; closedUntil: string }) =>
      `The books of ${f.year}-12 are open (closed: ${f.closedUntil}): close them, then no balance of the year moves any more.`,
  },
  ABROAD_BY_CLOSER: {
    field: 'year',
    when: 'Who closed the December of a year tells what was paid abroad in it.',
    says: (f: { year: number; closedAt: string }) =>
      `You closed the books of ${f.year}-12 at ${f.closedAt}: somebody else issues the file.`,
  },
  ABROAD_UNCHANGED: {
    field: 'year',
    when: 'A file on payments abroad is issued and there is nothing to tell, or nothing that was not told.',
    says: (f: { year: number; accounts: number; issued: number; left: number }) =>
      `Nothing differs from the ${f.issued} files issued for ${f.year}: ${f.accounts} accounts are told, and ${f.left} parties paid in it are not, each with its reason.`,
  },
  ABROAD_FILE_UNKNOWN: {
    field: 'id',
    when: 'A file on payments abroad does not exist.',
    says: (f: { id: string }) => `There is no file on payments abroad ${f.id}.`,
  },
})
