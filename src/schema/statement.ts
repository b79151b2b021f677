import { reversedAtOf } from '../domain/dividends/reversal/reversals.ts'
import { type StatementRow, statementByNumber } from '../domain/dividends/statements/statements.ts'
import { builder } from './builder.ts'
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

/** Whether a text can be the number of a paper at all. */
export const isStatementNumber = (text: string): boolean => /^[\w-]{1,40}$/.test(text)

const VerificationType = builder.objectRef<StatementRow>('Verification').implement({
  description: 'What anybody may know of a paper: that we issued it, when, and its hash. No name, no amount.',
  authScopes: { public: true },
  fields: t => ({
    number: t.exposeString('number', { description: 'The number on the paper.' }),
    sha256: t.exposeString('sha256', {
      description:
        'Compare it with the SHA-256 of the file you have: if they are equal it is ours, unchanged.',
    }),
    issuedAt: t.field({ type: 'Instant', description: 'When it was issued.', resolve: row => row.issuedAt }),
    reversedAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'When what it says was taken back; null while it stands.',
      resolve: (row, _args, { em }) => reversedAtOf(em, row),
    }),
  }),
})

builder.queryField('verifyDocument', t =>
  t.field({
    type: VerificationType,
    nullable: true,
    authScopes: { public: true },
    description: 'Whether we issued a paper with this number; null when we did not.',
    args: { number: t.arg.string({ description: 'The number on the paper.' }) },
    resolve: async (_root, { number }, { em }) =>
      (isStatementNumber(number.trim()) && (await statementByNumber(em, number.trim().toUpperCase()))) ||
      null,
  }),
)
