import { papersPage } from '../domain/reports/papers/papers.ts'
import { builder } from './builder.ts'
import { page, pageCost } from './connections.ts'
import { PaperFace, TYPED_KINDS, type TypedKind, typedPapers } from './paper-face.ts'
import { PartyNode } from './refs.ts'

const PaperKindEnum = builder.enumType('PaperKind', {
  description: 'What a paper of a holder is about.',
  values: {
    statement: { description: 'A distribution' },
    periodic: { description: 'A period over all projects' },
    yearly: { description: 'What was paid in a year' },
    gifts: { description: 'What was given to a project in a year' },
    shares: { description: 'What is held of a class' },
    loss: { description: 'What was lost with a project' },
  } as const satisfies Partial<Record<TypedKind, { description: string }>>,
})

builder.objectField(PartyNode, 'papers', t =>
  t.connection({
    type: PaperFace,
    authScopes: party => ({ self: party.partyId, papers: true }),
    description:
      'The papers that were issued to it, of every kind but invoices and in all versions, oldest first: for itself, finance and the auditor.',
    args: {
      kind: t.arg({ type: PaperKindEnum, required: false, description: 'Those of one kind; none: all.' }),
    },
    complexity: pageCost,
    resolve: ({ partyId }, { kind, ...args }, { em }) =>
      page(
        args,
        async slice => {
          const kinds = kind == null ? TYPED_KINDS : [kind]
          return typedPapers(em, await papersPage(em, { ownerId: partyId, kinds }, slice))
        },
        row => row.id,
      ),
  }),
)
