import { refusals } from '../../refusal.ts'

export const refuse = refusals({
  TAX_RETURN_OPEN: {
    field: 'month',
    when: 'The levies of a month are declared before its books are closed.',
    says: (f: { month: string; closedUntil: string }) =>
      `The books of ${f.month} are open (closed: ${f.closedUntil}): close the month, then its levies move no more.`,
  },
  TAX_RETURN_FILED: {
    field: 'month',
    when: 'The levies of a month are declared a second time.',
    says: (f: { month: string; filedAt: string }) =>
      `The levies of ${f.month} were declared at ${f.filedAt}: what is taken back later stands in the month of that.`,
  },
  TAX_RETURN_BY_CLOSER: {
    field: 'month',
    when: 'Who closed a month declares its levies.',
    says: (f: { month: string; closedAt: string }) =>
      `You closed ${f.month} at ${f.closedAt}: somebody else declares its levies.`,
  },
  TAX_YEAR_NOT_OVER: {
    field: 'year',
    when: 'The tax file of a year is issued before the year is over.',
    says: (f: { year: number; over: string }) => `The year ${f.year} is not over before ${f.over}.`,
  },
  TAX_FILE_UNCHANGED: {
    field: 'year',
    when: 'A tax file is issued and nothing differs from what was issued before.',
    says: (f: { year: number; beneficiaries: number; issued: number }) =>
      `Nothing of the ${f.beneficiaries} beneficiaries of ${f.year} differs from the ${f.issued} files issued for it.`,
  },
  TAX_FILE_UNKNOWN: {
    field: 'id',
    when: 'A tax file does not exist.',
    says: (f: { id: string }) => `There is no tax file ${f.id}.`,
  },
})
