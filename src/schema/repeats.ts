import { REPEATS, type Repeats } from '../domain/offerings/terms/offering-terms.ts'
import { builder } from './builder.ts'

const AFTER: Record<Repeats, string> = { month: 'Each month, until the issuer ends it' }

export const RepeatsEnum = builder.enumType('Repeats', {
  description: 'After which time an offering is offered again.',
  values: Object.fromEntries(REPEATS.map(each => [each, { description: AFTER[each] }])) as Record<
    Repeats,
    { description: string }
  >,
})
