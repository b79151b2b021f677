import { refusals } from '../../refusal.ts'

export const refuse = refusals({
  ELIGIBILITY_SPAN_WRONG: {
    field: 'until',
    when: 'An issuer is declared eligible until a day before the first.',
    says: (f: { from: string; until: string }) => `The last day ${f.until} is before the first, ${f.from}.`,
  },
  ELIGIBILITY_UNFOUNDED: {
    field: 'reason',
    when: 'An issuer is declared eligible without its purpose, a reason or a source, or with too long a one.',
    says: (f: { least: number; most: number }) =>
      `Purpose, reason and source have ${f.least} to ${f.most} characters each.`,
  },
  ELIGIBILITY_NOT_DECLARED: {
    field: 'version',
    when: 'A declaration about gifts to a party is to be confirmed that there is not.',
    says: (f: { article: string; version: number }) =>
      `There is no declaration ${f.version} under article ${f.article} about this party to confirm.`,
  },
  ELIGIBILITY_SAME_PERSON: {
    field: 'version',
    when: 'Who declared that gifts to a party reduce taxes is to confirm it, too.',
    says: (f: { declaredAt: string }) =>
      `You declared it yourself at ${f.declaredAt}: somebody else has to confirm it.`,
  },
  GIFT_YEAR_NOT_OVER: {
    field: 'year',
    when: 'A receipt for the gifts of a year is asked for before the year is over.',
    says: (f: { year: number; over: string }) => `The year ${f.year} is not over before ${f.over}.`,
  },
  GIFT_NONE: {
    field: 'year',
    when: 'A receipt is asked for a year in which nothing was given to the project, or nothing of it stands.',
    says: (f: { year: number }) => `No gift to this project in ${f.year} reached its issuer and stands.`,
  },
  ISSUER_NOT_ELIGIBLE: {
    field: 'projectId',
    when: 'A receipt is asked for gifts to an issuer who was not declared eligible, on the days of the gifts, for who gave.',
    says: (f: { gifts: number; year: number }) =>
      `For none of the ${f.gifts} gifts of ${f.year} was the issuer declared eligible: there is no receipt for them.`,
  },
})
