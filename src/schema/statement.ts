import { LanguageEnum } from './party.ts'
import { DistributionNode, PartyNode, StatementNode } from './refs.ts'

StatementNode.implement({
  description: 'A paper that was issued to a holder about a distribution. Its bytes are kept.',
  authScopes: { public: true },
  fields: t => ({
    number: t.exposeString('number', { description: 'The number on the paper.' }),
    holder: t.field({ type: PartyNode, description: 'Whose it is.', resolve: row => row.holderId }),
    distribution: t.field({
      type: DistributionNode,
      description: 'What it is about.',
      resolve: row => row.distributionId,
    }),
    language: t.expose('language', { type: LanguageEnum, description: 'Its language.' }),
    issuedAt: t.field({ type: 'Instant', description: 'When it was issued.', resolve: row => row.issuedAt }),
    sha256: t.exposeString('sha256', { description: 'SHA-256 of its bytes, in hexadecimal digits.' }),
    bytes: t.exposeInt('bytes', { description: 'Its length in bytes.' }),
    path: t.string({
      description:
        'Where its owner, finance and the auditor get it, with their token: GET this path of the server.',
      resolve: row => `/documents/${row.id}`,
    }),
  }),
})
