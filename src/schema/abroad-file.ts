import type { AccountStatement } from '../documents/abroad/abroad-data.ts'
import type { NotTold } from '../documents/abroad/abroad-problems.ts'
import {
  type AbroadFileRow,
  type AbroadStatement,
  abroadFileOf,
  abroadFiles,
  statementsOfFile,
  totalsOfFile,
} from '../domain/dividends/abroad/abroad-files.ts'
import { issueAbroadFile } from '../domain/dividends/abroad/issue-abroad-file.ts'
import { plannedFile } from '../domain/dividends/abroad/planned-file.ts'
import { readPayer } from '../domain/dividends/abroad/read-payer.ts'
import { type YearAbroad, yearAbroad } from '../domain/dividends/abroad/year-abroad.ts'
import { NOTHING } from '../domain/ids.ts'
import { type AbroadFile, AbroadFileType } from './abroad-file-type.ts'
import { builder } from './builder.ts'
import { type Change, type Context, change } from './context.ts'
import { KEY } from './payloads.ts'

const told = (statements: readonly AbroadStatement[]): AccountStatement[] =>
  statements.map(({ identity, ...statement }) => ({ ...identity, ...statement }))

/** Who is not told for where he lives or for what is not known; those who live in France are counted alone. */
const notTold = ({ left }: YearAbroad): NotTold[] =>
  left.flatMap(({ outcome, ...party }) =>
    outcome === 'told' || outcome === 'held' || outcome === 'livesInFrance' ? [] : [{ outcome, ...party }],
  )

/** Reads once what several fields ask for. */
function once<Read>(read: () => Promise<Read>): () => Promise<Read> {
  let reading: Promise<Read> | undefined
  return () => {
    reading ??= read()
    return reading
  }
}

/** Whether the words about who pays are those of an earlier file. */
const repeatsPayer = (id: string, { payerRef }: { payerRef: string }) => !payerRef.includes(id)

function issuedFile(em: Context['em'], issued: AbroadFileRow): AbroadFile {
  const { id, year, revision, kind, messageRef } = issued
  const now = once(() => yearAbroad(em, year))
  return {
    ...{ issued, year, revision, kind, messageRef },
    data: once(async () => ({
      ...issued,
      corrects: kind === 'correction',
      repeatsPayer: repeatsPayer(id, issued),
      writtenAt: issued.issuedAt,
      statements: told(await statementsOfFile(em, id)),
    })),
    totals: () => totalsOfFile(em, id),
    posted: async () => (await now()).posted,
    notTold: async () => notTold(await now()),
    waiting: async () => (await now()).added.length + (await now()).changed.length,
  }
}

type Asked = { year: number; siret: string; street: string | null; postalCode: string | null; town: string }

async function fileToIssue({ em, now, config }: Context, asked: Asked): Promise<AbroadFile> {
  const { year, ...given } = asked
  const payer = readPayer({ payerName: config.platformName, ...given })
  const found = await yearAbroad(em, year)
  const latest = (await abroadFiles(em, year))[0]
  const planned = plannedFile(NOTHING, found, payer, latest)
  const common = { issued: null, year, totals: async () => found.totals, posted: async () => found.posted }
  const left = { notTold: async () => notTold(found), waiting: async () => planned?.waiting ?? 0 }
  if (planned === null) {
    const revision = (latest?.revision ?? 0) + 1
    return { ...common, ...left, revision, kind: 'new', messageRef: null, data: async () => null }
  }
  const { revision, kind, messageRef, statements } = planned
  const data = {
    ...{ ...planned, ...payer, year, writtenAt: now, statements: told(statements) },
    ...{ corrects: kind === 'correction', repeatsPayer: repeatsPayer(NOTHING, planned) },
  }
  return { ...common, ...left, revision, kind, messageRef, data: async () => data }
}

const AbroadFilePayload = builder.objectRef<Change<{ abroadFileId: string }>>('AbroadFilePayload').implement({
  description: 'The file after the change.',
  authScopes: { public: true },
  fields: t => ({
    abroadFile: t.field({
      type: AbroadFileType,
      description: 'The file.',
      resolve: async ({ made }, _args, { em }) => issuedFile(em, await abroadFileOf(em, made.abroadFileId)),
    }),
    replayed: t.exposeBoolean('replayed', {
      description: 'This request was carried out before under the same key; nothing was done again.',
    }),
  }),
})

const YEAR = { description: 'The year of the payments, such as 2025.' } as const
const SIRET = { description: 'SIRET of the platform: who pays.' } as const
const STREET = { required: false, description: 'Its street.' } as const
const POSTAL_CODE = { required: false, description: 'Its postal code.' } as const
const TOWN = { description: 'The town it is in: the file has no payer without one.' } as const

builder.queryFields(t => ({
  abroadFile: t.field({
    type: AbroadFileType,
    authScopes: { staff: true },
    complexity: 500,
    description:
      'What would be issued now for a year: accounts that were never told, or else corrections of what was.',
    args: {
      year: t.arg.int(YEAR),
      siret: t.arg.string(SIRET),
      street: t.arg.string(STREET),
      postalCode: t.arg.string(POSTAL_CODE),
      town: t.arg.string(TOWN),
    },
    resolve: (_root, { street = null, postalCode = null, ...asked }, context) =>
      fileToIssue(context, { ...asked, street, postalCode }),
  }),
  abroadFiles: t.field({
    type: [AbroadFileType],
    authScopes: { staff: true },
    complexity: 500,
    description: 'The files that were issued, the latest first.',
    args: { year: t.arg.int({ ...YEAR, required: false }) },
    resolve: async (_root, { year }, { em }) =>
      (await abroadFiles(em, year ?? null)).map(row => issuedFile(em, row)),
  }),
}))

builder.mutationField('issueAbroadFile', t =>
  t.field({
    type: AbroadFilePayload,
    errors: {},
    authScopes: { finance: true },
    description:
      'Issues the next file of a year whose books are closed, for tax offices abroad. Where there are new accounts and corrections, it is called twice. Who closed the December does not issue it.',
    args: {
      year: t.arg.int(YEAR),
      siret: t.arg.string(SIRET),
      street: t.arg.string(STREET),
      postalCode: t.arg.string(POSTAL_CODE),
      town: t.arg.string(TOWN),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: (_root, input, context) =>
      change(context, 'issueAbroadFile', input, (em, { personId }) => {
        const { year, siret, street = null, postalCode = null, town } = input
        const payer = { payerName: context.config.platformName, siret, street, postalCode, town }
        return issueAbroadFile(em, { year, ...payer, issuerId: personId }, context.now)
      }),
  }),
)
