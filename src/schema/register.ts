import type { HoldingRow } from '../domain/shares/register.ts'
import { builder } from './builder.ts'
import { standingFor } from './held-papers.ts'
import { PartyNode, ShareCertificateNode, ShareClassNode } from './refs.ts'
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
    certificate: t.loadable({
      type: ShareCertificateNode,
      nullable: true,
      description:
        'The certificate of it that stands: for its holder, finance and the auditor. Null while none was asked for.',
      load: (keys: string[], context) => standingFor(context, 'shares', keys),
      resolve: ({ classId, holderId }) => `${classId}:${holderId}`,
    }),
    paidIn: t.field({
      type: MoneyType,
      description: 'What was paid for these shares when they were issued.',
      resolve: ({ paidIn, currency }) => ({ minor: paidIn, currency }),
    }),
  }),
})
