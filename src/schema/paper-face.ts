import { brandWithType } from '@pothos/core'
import { periodicStatements } from '../domain/dividends/periods/periodic-statements.ts'
import { statements } from '../domain/dividends/statements/statements.ts'
import { yearlyCertificates } from '../domain/dividends/yearly/yearly-certificates.ts'
import { attestations } from '../domain/reports/attestations/attestations.ts'
import { certificates } from '../domain/reports/certificates/certificates.ts'
import type { PaperKind } from '../domain/reports/papers/paper-sources.ts'
import { papers } from '../domain/reports/papers/papers.ts'
import { donationReceipts } from '../domain/shares/gifts/donation-receipts.ts'
import { builder } from './builder.ts'
import type { Context } from './context.ts'

/** What every paper of a holder or an issuer has, of whatever kind. One that has no versions is the first and only one. */
export type AnyPaper = {
  id: string
  number: string
  sha256: string
  figuresSha256?: string | null
  bytes: number
  version?: number
  replacesId?: string | null
  replacedById?: string | null
  issuedAt: Date
}

/** The kinds of paper that have a type of their own, by its name, and how its rows are read. */
const TYPES = {
  statement: ['Statement', statements],
  periodic: ['PeriodicStatement', periodicStatements],
  yearly: ['YearlyCertificate', yearlyCertificates],
  gifts: ['DonationReceipt', donationReceipts],
  attestation: ['DistributionAttestation', attestations],
  shares: ['ShareCertificate', certificates],
  loss: ['LossCertificate', certificates],
} as const satisfies Partial<
  Record<PaperKind, readonly [string, (em: Context['em'], ids: readonly string[]) => Promise<AnyPaper[]>]>
>

/** The kinds of paper that the API lists together. */
export type TypedKind = keyof typeof TYPES
export const TYPED_KINDS = Object.keys(TYPES) as TypedKind[]

/** Papers of any kinds, each as its type shows it, in this order. */
export async function typedPapers(
  em: Context['em'],
  asked: readonly { id: string; kind: PaperKind }[],
): Promise<AnyPaper[]> {
  const found = new Map<string, AnyPaper>()
  for (const kind of TYPED_KINDS) {
    const ids = asked.filter(paper => paper.kind === kind).map(paper => paper.id)
    const [type, read] = TYPES[kind]
    for (const row of ids.length === 0 ? [] : await read(em, ids)) {
      brandWithType(row, type as never)
      found.set(row.id, row)
    }
  }
  return asked.flatMap(({ id }) => found.get(id) ?? [])
}

async function typedPaper(em: Context['em'], id: string | null | undefined): Promise<AnyPaper | null> {
  if (id == null) return null
  const [paper] = await typedPapers(em, await papers(em, [id]))
  return paper ?? null
}

/** What is the same of every paper. */
export const PaperFace = builder.interfaceRef<AnyPaper>('Paper')

PaperFace.implement({
  description: 'A paper that was issued. Its bytes are kept, and whoever reads it sees who fetched it.',
  authScopes: { public: true },
  fields: t => ({
    number: t.exposeString('number', { description: 'The number on the paper.' }),
    version: t.int({
      description: '1, and one more for each version that took the place of the one before.',
      resolve: row => row.version ?? 1,
    }),
    replaces: t.field({
      type: PaperFace,
      nullable: true,
      description: 'The version whose place it takes.',
      resolve: (row, _args, { em }) => typedPaper(em, row.replacesId),
    }),
    replacedBy: t.field({
      type: PaperFace,
      nullable: true,
      description: 'The version that took its place; null while it stands.',
      resolve: (row, _args, { em }) => typedPaper(em, row.replacedById),
    }),
    issuedAt: t.field({ type: 'Instant', description: 'When it was issued.', resolve: row => row.issuedAt }),
    sha256: t.exposeString('sha256', { description: 'SHA-256 of its bytes, in hexadecimal digits.' }),
    figuresSha256: t.string({
      nullable: true,
      description:
        'SHA-256 of the figures that are attached to it, as it is printed on the paper; null where none are.',
      resolve: row => row.figuresSha256 ?? null,
    }),
    bytes: t.exposeInt('bytes', { description: 'Its length in bytes.' }),
    path: t.string({
      description:
        'Where those who may read it get it, with their token: GET this path of the server. Those are its holder or the issuer it was written for, finance and the auditor.',
      resolve: row => `/documents/${row.id}`,
    }),
  }),
})
