import { attestationsOf } from '../domain/reports/attestations/attestations.ts'
import { builder } from './builder.ts'
import { PaperFace } from './paper-face.ts'
import { LanguageEnum } from './party.ts'
import { AttestationNode, DistributionNode } from './refs.ts'

AttestationNode.implement({
  description:
    'The report on a distribution: revenue, tiers, split, levies, leftovers, and its holders by the numbers of their statements. Its bytes are kept.',
  interfaces: [PaperFace],
  authScopes: { public: true },
  fields: t => ({
    distribution: t.field({
      type: DistributionNode,
      description: 'What it is about.',
      resolve: row => row.distributionId,
    }),
    version: t.exposeInt('version', {
      description: '1, and one more each time something of the distribution was taken back.',
    }),
    replaces: t.field({
      type: AttestationNode,
      nullable: true,
      description: 'The version whose place it takes.',
      resolve: row => row.replacesId,
    }),
    replacedBy: t.field({
      type: AttestationNode,
      nullable: true,
      description: 'The version that took its place; null while it stands.',
      resolve: row => row.replacedById,
    }),
    language: t.expose('language', { type: LanguageEnum, description: 'Its language: that of the issuer.' }),
  }),
})

builder.objectField(DistributionNode, 'attestations', t =>
  t.field({
    type: [AttestationNode],
    authScopes: run => ({ papers: true, issuerOf: run.projectId }),
    description:
      'The report on it in all its versions, the first one first: for the issuer’s people, finance and the auditor.',
    resolve: ({ id }, _args, { em }) => attestationsOf(em, id),
  }),
)
