import { Refusal } from '../domain/refusal.ts'
import { builder } from './builder.ts'
import { isRetryable, REFUSAL_CODES } from './errors.ts'

export const RefusalCode = builder.enumType('RefusalCode', {
  description: 'Every reason for which a request can be refused.',
  values: Object.fromEntries([...REFUSAL_CODES].map(([code, when]) => [code, { description: when }])),
})

builder.objectType(Refusal, {
  name: 'Refusal',
  description: 'A change that was asked for and not made. Nothing was changed.',
  authScopes: { public: true },
  fields: t => ({
    code: t.field({
      type: RefusalCode,
      description: 'The reason, for programs.',
      resolve: refusal => refusal.code,
    }),
    message: t.exposeString('message', { description: 'The reason, for people, with the numbers in it.' }),
    field: t.exposeString('field', {
      nullable: true,
      description: 'The input field it is about, when it is about one.',
    }),
    retryable: t.boolean({
      description: 'The same request may succeed later.',
      resolve: isRetryable,
    }),
  }),
})
