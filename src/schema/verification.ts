import { reversedAtOf } from '../domain/dividends/reversal/reversals.ts'
import { type PaperRow, paperByHash, paperByNumber, papers } from '../domain/reports/papers/papers.ts'
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
  const found = isStatementNumber(number) ? await paperByNumber(em, number) : undefined
  return found && verified(em, found)
}

/** The paper whose file, or whose attached figures, have a SHA-256 in hexadecimal digits. */
export async function verifyHash(em: Context['em'], text: string): Promise<Verification | undefined> {
  const sha256 = text.trim().toLowerCase()
  const found = /^[0-9a-f]{64}$/.test(sha256) ? await paperByHash(em, sha256) : undefined
  return found && verified(em, found)
}

async function verified(em: Context['em'], paper: PaperRow): Promise<Verification> {
  const { number, sha256, figuresSha256, issuedAt, ownerId, runId, replacesId, replacedById } = paper
  const ids = [replacesId, replacedById].filter(id => id !== null)
  const others = ids.length === 0 ? [] : await papers(em, ids)
  const numberOf = (id: string | null) => others.find(other => other.id === id)?.number ?? null
  const reversedAt =
    runId === null ? null : await reversedAtOf(em, { distributionId: runId, holderId: ownerId ?? '' })
  const versions = { replaces: numberOf(replacesId), replacedBy: numberOf(replacedById) }
  return { number, sha256, figuresSha256, issuedAt, reversedAt, ...versions }
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
