import { refusals } from '../../refusal.ts'

export const refuse = refusals({
  REINVESTMENT_WRONG: {
    field: 'ratio',
    when: 'A rule to reinvest takes nothing or more than all, or names no place, or more than 20.',
    says: (f: { ratio: string; places: number }) =>
      `The rule takes ${f.ratio} and names ${f.places} places: it takes above 0 and at most 1, and names 1 to 20.`,
  },
  REINVESTMENT_UNKNOWN: {
    field: 'ruleId',
    when: 'A rule to reinvest does not exist, or is not yours.',
    says: (f: { id: string }) => `There is no rule ${f.id}.`,
  },
})
