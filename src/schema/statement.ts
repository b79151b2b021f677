import { PaperFace } from './paper-face.ts'
import { LanguageEnum } from './party.ts'
import { DistributionNode, PartyNode, StatementNode } from './refs.ts'

StatementNode.implement({
  description: 'A paper that was issued to a holder about a distribution. Its bytes are kept.',
  interfaces: [PaperFace],
  authScopes: { public: true },
  fields: t => ({
    holder: t.field({ type: PartyNode, description: 'Whose it is.', resolve: row => row.holderId }),
    distribution: t.field({
      type: DistributionNode,
      description: 'What it is about.',
      resolve: row => row.distributionId,
    }),
    language: t.expose('language', { type: LanguageEnum, description: 'Its language.' }),
  }),
})
