import {
  type PeriodicStatementRow,
  periodicByHash,
  periodicByNumber,
  periodicStatements,
} from '../domain/dividends/periods/periodic-statements.ts'
import { reversedAtOf, runReversals } from '../domain/dividends/reversal/reversals.ts'
import {
  type StatementRow,
  statementByHash,
  statementByNumber,
} from '../domain/dividends/statements/statements.ts'
import {
  certificateByHash,
  certificateByNumber,
  yearlyCertificates,
} from '../domain/dividends/yearly/yearly-certificates.ts'
import {
  type AttestationRow,
  attestationByHash,
  attestationByNumber,
  attestations,
} from '../domain/reports/attestations/attestations.ts'
import { donationReceipts, receiptByHash, receiptByNumber } from '../domain/shares/gifts/donation-receipts.ts'
import { builder } from './builder.ts'
import type { Context } from './context.ts'

/** What anybody may know of a paper. Replaced papers are named by their numbers. */
export type Verification = {
  number: string
  sha256: string
  /** Of the figures attached to it; null where none are. */
  figuresSha256: string | null
  issuedAt: Date
  reversedAt: Date | null
  replaces: string | null
  replacedBy: string | null
}

/** Whether a text can be the number of a paper at all. */
export const isStatementNumber = (text: string): boolean => /^[\w-]{1,40}$/.test(text)

/** The paper with a number, in whatever letters; undefined when we issued none. */
export async function verifyNumber(em: Context['em'], text: string): Promise<Verification | undefined> {
  const number = text.trim().toUpperCase()
  if (!isStatementNumber(number)) return undefined
  const statement = await statementByNumber(em, number)
  if (statement !== undefined) return ofStatement(em, statement)
  const periodic = await periodicByNumber(em, number)
  if (periodic !== undefined) return unreversed(await ofVersion(periodic, ids => periodicStatements(em, ids)))
  const yearly = await certificateByNumber(em, number)
  if (yearly !== undefined) return unreversed(await ofVersion(yearly, ids => yearlyCertificates(em, ids)))
  const receipt = await receiptByNumber(em, number)
  if (receipt !== undefined) return unreversed(await ofVersion(receipt, ids => donationReceipts(em, ids)))
  const attested = await attestationByNumber(em, number)
  return attested && ofAttestation(em, attested)
}

/** The paper whose file, or whose attached figures, have a SHA-256 in hexadecimal digits. */
export async function verifyHash(em: Context['em'], text: string): Promise<Verification | undefined> {
  const sha256 = text.trim().toLowerCase()
  if (!/^[0-9a-f]{64}$/.test(sha256)) return undefined
  const statement = await statementByHash(em, sha256)
  if (statement !== undefined) return ofStatement(em, statement)
  const periodic = await periodicByHash(em, sha256)
  if (periodic !== undefined) return unreversed(await ofVersion(periodic, ids => periodicStatements(em, ids)))
  const yearly = await certificateByHash(em, sha256)
  if (yearly !== undefined) return unreversed(await ofVersion(yearly, ids => yearlyCertificates(em, ids)))
  const receipt = await receiptByHash(em, sha256)
  if (receipt !== undefined) return unreversed(await ofVersion(receipt, ids => donationReceipts(em, ids)))
  const attested = await attestationByHash(em, sha256)
  return attested && ofAttestation(em, attested)
}

async function ofStatement(em: Context['em'], row: StatementRow): Promise<Verification> {
  const { number, sha256, issuedAt } = row
  const reversedAt = await reversedAtOf(em, row)
  return { number, sha256, figuresSha256: null, issuedAt, reversedAt, replaces: null, replacedBy: null }
}

/** Papers on periods, years and gifts are corrected, never taken back. */
const unreversed = (version: Omit<Verification, 'reversedAt'>) => ({ ...version, reversedAt: null })

async function ofAttestation(em: Context['em'], row: AttestationRow): Promise<Verification> {
  const [reversal] = await runReversals(em, [row.distributionId])
  const version = await ofVersion(row, ids => attestations(em, ids))
  return { ...version, reversedAt: reversal?.reversedAt ?? null }
}

type Version = Pick<PeriodicStatementRow, 'id' | 'number' | 'sha256' | 'figuresSha256' | 'issuedAt'> &
  Pick<PeriodicStatementRow, 'replacesId' | 'replacedById'>

/** A paper that has versions; the others are asked for by their ids. */
async function ofVersion(row: Version, read: (ids: string[]) => Promise<{ id: string; number: string }[]>) {
  const { number, sha256, figuresSha256, issuedAt, replacesId, replacedById } = row
  const ids = [replacesId, replacedById].filter(id => id !== null)
  const others = ids.length === 0 ? [] : await read(ids)
  const numbers = new Map(others.map(other => [other.id, other.number]))
  const [replaces = null, replacedBy = null] = [replacesId, replacedById].map(id => numbers.get(id ?? ''))
  return { number, sha256, figuresSha256, issuedAt, replaces, replacedBy }
}

const VerificationType = builder.objectRef<Verification>('Verification').implement({
  description: 'What anybody may know of a paper: that we issued it, when, and its hash. No name, no amount.',
  authScopes: { public: true },
  fields: t => ({
    number: t.exposeString('number', { description: 'The number on the paper.' }),
    sha256: t.exposeString('sha256', {
      description:
        'Compare it with the SHA-256 of the file you have: if they are equal it is ours, unchanged.',
    }),
    figuresSha256: t.exposeString('figuresSha256', {
      nullable: true,
      description:
        'The same of the figures that are attached to the paper for programs; null where none are.',
    }),
    issuedAt: t.field({ type: 'Instant', description: 'When it was issued.', resolve: row => row.issuedAt }),
    reversedAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'When what it says was taken back; null while it stands.',
      resolve: row => row.reversedAt,
    }),
    replaces: t.exposeString('replaces', {
      nullable: true,
      description: 'The number of the paper that it corrects; null where it is the first version.',
    }),
    replacedBy: t.exposeString('replacedBy', {
      nullable: true,
      description: 'The number of the corrected version that took its place; null while it stands.',
    }),
  }),
})

builder.queryField('verifyDocument', t =>
  t.field({
    type: VerificationType,
    nullable: true,
    authScopes: { public: true },
    description:
      'Whether we issued a paper with this number, or with a file that has this hash; null when we did not. Give one of the two.',
    args: {
      number: t.arg.string({ required: false, description: 'The number on the paper.' }),
      hash: t.arg.string({
        required: false,
        description:
          'SHA-256 of the file, or of the figures attached to it as the paper prints it, in hexadecimal digits.',
      }),
    },
    resolve: async (_root, { number, hash }, { em }) => {
      if (number != null) return (await verifyNumber(em, number)) ?? null
      return (hash != null && (await verifyHash(em, hash))) || null
    },
  }),
)
