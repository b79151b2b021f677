import { keepFile } from '../documents/keep.ts'
import { profileOf } from '../domain/parties/people/profiles.ts'
import { type AuditPackRow, auditPacks, auditPacksPage } from '../domain/reports/audit/audit-packs.ts'
import { makeAuditPack } from '../domain/reports/audit/make-audit-pack.ts'
import { refuse } from '../domain/reports/audit/refusals.ts'
import { auditPackBytes } from './audit-pack-bytes.ts'
import { builder } from './builder.ts'
import { page, pageCost } from './connections.ts'
import { type Change, change, signedIn } from './context.ts'
import { globalId } from './ids.ts'
import { KEY } from './payloads.ts'
import { PartyNode } from './refs.ts'

/** More than an auditor reads, and few enough to be written while he waits. */
const MOST_PAYMENTS = 100
const LONGEST_SEED = 100

const BasisEnum = builder.enumType('AuditBasis', {
  description: 'What the payments of an auditor are.',
  values: {
    payouts: { description: 'Money that the bank carried out, also what came back later' },
    dividends: { description: 'Lines that were credited, while the bank has carried nothing out' },
  },
})

/** A pack that was made for an auditor. */
export const AuditPackType = builder.objectRef<AuditPackRow>('AuditPack').implement({
  description:
    'Payments that a seed chose, each traced from the line of the bank to the contract, in one archive that can be verified without us: npm run verify -- FILE.',
  authScopes: { papers: true },
  fields: t => ({
    id: t.id({ description: 'Its id.', resolve: row => globalId('AuditPack', row.id) }),
    seed: t.exposeString('seed', { description: 'By which its payments were chosen.' }),
    basis: t.expose('basis', { type: BasisEnum, description: 'What its payments are.' }),
    asked: t.exposeInt('asked', { description: 'How many payments were asked for.' }),
    items: t.exposeInt('items', { description: 'How many are in it.' }),
    candidates: t.exposeInt('candidates', { description: 'How many there were to choose from.' }),
    sha256: t.exposeString('sha256', { description: 'SHA-256 of its bytes, in hexadecimal digits.' }),
    bytes: t.exposeInt('bytes', { description: 'Its length in bytes.' }),
    maker: t.field({ type: PartyNode, description: 'Who asked for it first.', resolve: row => row.makerId }),
    madeAt: t.field({ type: 'Instant', description: 'When.', resolve: row => row.madeAt }),
    path: t.string({
      description: 'Where finance and the auditor get it, with their token: GET this path of the server.',
      resolve: row => `/documents/${row.id}`,
    }),
  }),
})

const AuditPackPayload = builder.objectRef<Change<{ auditPackId: string }>>('AuditPackPayload').implement({
  description: 'The pack that was made.',
  authScopes: { public: true },
  fields: t => ({
    auditPack: t.field({
      type: AuditPackType,
      description: 'The pack.',
      resolve: async ({ made }, _args, { em }) => {
        const [pack] = await auditPacks(em, [made.auditPackId])
        if (pack === undefined) throw new Error(`There is no pack ${made.auditPackId}`)
        return pack
      },
    }),
    replayed: t.exposeBoolean('replayed', {
      description: 'This request was carried out before under the same key; nothing was done again.',
    }),
  }),
})

builder.queryField('auditPacks', t =>
  t.connection({
    type: AuditPackType,
    authScopes: { papers: true },
    description: 'The packs that were made for auditors, oldest first.',
    complexity: pageCost,
    resolve: (_root, args, { em }) =>
      page(
        args,
        slice => auditPacksPage(em, slice),
        row => row.id,
      ),
  }),
)

builder.mutationField('makeAuditPack', t =>
  t.field({
    type: AuditPackPayload,
    errors: {},
    authScopes: { papers: true },
    complexity: 400,
    description:
      'Chooses payments by a seed and traces each from the line of the bank over payout, batch, account and distribution to reports and contract. The same seed chooses the same again while nothing more was paid.',
    args: {
      seed: t.arg.string({
        description: 'Whatever the auditor likes: it decides which payments are chosen.',
      }),
      count: t.arg.int({ description: `How many payments, at most ${MOST_PAYMENTS}.` }),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: async (_root, args, context) => {
      const { seed, count } = args
      if (!/^[\p{L}\p{N}\p{P}\p{S} ]+$/u.test(seed) || seed.length > LONGEST_SEED) {
        throw refuse.AUDIT_SEED_MALFORMED({ length: seed.length, most: LONGEST_SEED })
      }
      if (count < 1 || count > MOST_PAYMENTS) throw refuse.AUDIT_COUNT({ count, most: MOST_PAYMENTS })
      const { em, config, documents, now } = context
      const makerId = signedIn(context).partyId
      const { language } = await profileOf(em, makerId)
      const about = { platform: config.platformName, language }
      const { bytes, ...pack } = await auditPackBytes(em, { seed, count }, about)
      await keepFile(documents, bytes)
      const made = { ...pack, seed, asked: count, bytes: bytes.length, makerId }
      return change(context, 'makeAuditPack', args, tx => makeAuditPack(tx, made, now))
    },
  }),
)
