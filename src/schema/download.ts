import { type DownloadRow, downloadsPage, paperLinkOf } from '../domain/reports/papers/downloads.ts'
import { grantPaperLink } from '../domain/reports/papers/grant-paper-link.ts'
import { AuditPackType } from './audit-pack.ts'
import { builder } from './builder.ts'
import { type PageArgs, page, pageCost } from './connections.ts'
import { type Change, type Context, change, signedIn } from './context.ts'
import { refuse } from './errors.ts'
import { paperToHandOn } from './fetching.ts'
import { globalId, idOf, readGlobalId } from './ids.ts'
import { PaperFace } from './paper-face.ts'
import { paperPath } from './paper-links.ts'
import { KEY } from './payloads.ts'
import { InvoiceNode } from './refs.ts'

const party = (id: string | null) => (id === null ? null : globalId('Party', id))

const DownloadType = builder.objectRef<DownloadRow>('Download').implement({
  description: 'That a paper was fetched. It names people by their ids alone.',
  authScopes: { public: true },
  fields: t => ({
    at: t.field({ type: 'Instant', description: 'When.', resolve: row => row.at }),
    byId: t.id({
      nullable: true,
      description: 'Id of who was signed in; null: it was fetched by a link.',
      resolve: row => party(row.downloaderId),
    }),
    linkId: t.id({
      nullable: true,
      description: 'Id of the link by which it was fetched; null: somebody was signed in.',
      resolve: row => (row.linkId === null ? null : globalId('PaperLink', row.linkId)),
    }),
    linkAskedById: t.id({
      nullable: true,
      description: 'Id of who had asked for the link.',
      resolve: row => party(row.askerId),
    }),
  }),
})

const downloads = {
  type: DownloadType,
  description: 'Who fetched it, the first first: for whoever may read the paper.',
  authScopes: { public: true },
  complexity: pageCost,
  resolve: ({ id }: { id: string }, args: PageArgs, { em }: Context) =>
    page(
      args,
      slice => downloadsPage(em, id, slice),
      row => row.id,
    ),
} as const

builder.interfaceField(PaperFace, 'downloads', t => t.connection(downloads))

for (const kept of [InvoiceNode, AuditPackType]) {
  builder.objectField(kept, 'downloads', t => t.connection(downloads))
}

const PaperLinkPayload = builder.objectRef<Change<{ paperLinkId: string }>>('PaperLinkPayload').implement({
  description: 'A link to one paper, good for 24 hours, for whoever has it.',
  authScopes: { public: true },
  fields: t => ({
    id: t.id({
      description: 'Its id, by which a download names it.',
      resolve: row => globalId('PaperLink', row.made.paperLinkId),
    }),
    path: t.string({
      description: 'The path at this server, signed: GET it without a token.',
      resolve: async ({ made }, _args, { em, config }) =>
        paperPath(config.tokenSecret, await linkOf(em, made.paperLinkId)),
    }),
    expiresAt: t.field({
      type: 'Instant',
      description: 'From then on it leads nowhere.',
      resolve: async ({ made }, _args, { em }) => (await linkOf(em, made.paperLinkId)).expiresAt,
    }),
    replayed: t.exposeBoolean('replayed', {
      description: 'This request was carried out before under the same key; nothing was done again.',
    }),
  }),
})

async function linkOf(em: Parameters<typeof paperLinkOf>[0], id: string) {
  const link = await paperLinkOf(em, id)
  if (link === undefined) throw refuse.NOT_FOUND({ id: globalId('PaperLink', id) })
  return link
}

builder.mutationField('grantPaperLink', t =>
  t.field({
    type: PaperLinkPayload,
    errors: {},
    authScopes: { signedIn: true },
    description:
      'Gives a link to a paper of any kind, also to an invoice or an auditor’s pack: for its holder, the issuer whose it is, and finance; the auditor reads papers, and hands none on. Whoever has it fetches that one paper without signing in, for 24 hours, and each time is recorded.',
    args: {
      paperId: t.arg.id({ description: 'Id of the paper.' }),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: async (_root, args, context) => {
      signedIn(context)
      // A pack has an id that is not asked for by `node`.
      const isPack = args.paperId.startsWith('AuditPack:')
      const id = isPack ? idOf('AuditPack', args.paperId) : readGlobalId(args.paperId).id
      const paper = await paperToHandOn(context, id)
      if (paper === undefined) throw refuse.NOT_FOUND({ id: args.paperId })
      return change(context, 'grantPaperLink', args, (em, { personId }) =>
        grantPaperLink(em, { paperId: paper.id, askerId: personId }, context.now),
      )
    },
  }),
)
