import { refusals } from '../../refusal.ts'

export const refuse = refusals({
  CERTIFICATE_YEAR_NOT_OVER: {
    field: 'year',
    when: 'A certificate on a year is asked for before the year is over.',
    says: (f: { year: number; over: string }) => `The year ${f.year} is not over before ${f.over}.`,
  },
  CERTIFICATE_EMPTY: {
    field: 'year',
    when: 'A certificate is asked for on a year in which its holder was paid nothing.',
    says: (f: { year: number }) => `Nothing was paid in ${f.year}: there is nothing to certify.`,
  },
})
