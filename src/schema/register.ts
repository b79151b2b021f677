import type { HoldingRow } from '../domain/shares/register.ts'
import { builder } from './builder.ts'
import { PartyNode, ShareClassNode } from './refs.ts'
import { MoneyType } from './scalars.ts'

export const HoldingType = builder.objectRef<HoldingRow>('Holding').implement({
  description: 'How many shares of a class one party holds.',
  authScopes: { public: true },
  fields: t => ({
    shareClass: t.field({
      type: ShareClassNode,
      description: 'What is held.',
      resolve: holding => holding.classId,
    }),
    holder: t.field({ type: PartyNode, description: 'Who holds it.', resolve: holding => holding.holderId }),
    shares: t.exposeInt('shares', { description: 'How many shares.' }),
    certificatePath: t.string({
      description:
        'Where the holder, finance and the auditor get the certificate of it as a PDF, with their token: GET this path of the server.',
      resolve: holding => `/shares/${holding.classId}/${holding.holderId}`,
    }),
    paidIn: t.field({
      type: MoneyType,
      description: 'What was paid for these shares when they were issued.',
      resolve: ({ paidIn, currency }) => ({ minor: paidIn, currency }),
    }),
  }),
})
