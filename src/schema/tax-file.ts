import type { TaxFileData } from '../documents/tax-file/tax-statement.ts'
import { issueTaxFile } from '../domain/dividends/filing/issue-tax-file.ts'
import {
  type Beneficiary,
  beneficiariesOfFile,
  type TaxFileRow,
  taxFileOf,
  taxFiles,
  yearToTell,
} from '../domain/dividends/filing/tax-files.ts'
import { dayOf, PLATFORM_ZONE } from '../domain/time/calendar.ts'
import { builder } from './builder.ts'
import { type Change, type Context, change } from './context.ts'
import { KEY } from './payloads.ts'
import { type TaxFile, TaxFileType } from './tax-file-type.ts'

const statementsOf = (told: readonly Beneficiary[]) =>
  told.map(({ identity, amounts }) => ({ ...identity, amounts }))

function issuedFile(em: Context['em'], issued: TaxFileRow): TaxFile {
  const { year, revision, siret, payerName, issuedOn } = issued
  let read: Promise<TaxFileData> | undefined
  const load = async () => {
    const statements = statementsOf(await beneficiariesOfFile(em, issued.id))
    return { year, amended: revision > 1, siret, payerName, issuedOn, statements }
  }
  const data = () => {
    read ??= load()
    return read
  }
  return { issued, year, revision, data }
}

async function fileToIssue(
  { em, now, config }: Context,
  year: number,
  siret: string | null,
): Promise<TaxFile> {
  const revision = ((await taxFiles(em, year))[0]?.revision ?? 0) + 1
  const statements = statementsOf((await yearToTell(em, year)).changed)
  const issuedOn = dayOf(now, PLATFORM_ZONE)
  const file = { year, amended: revision > 1, siret, payerName: config.platformName, issuedOn, statements }
  return { issued: null, year, revision, data: async () => file }
}

const TaxFilePayload = builder.objectRef<Change<{ taxFileId: string }>>('TaxFilePayload').implement({
  description: 'The file after the change.',
  authScopes: { public: true },
  fields: t => ({
    taxFile: t.field({
      type: TaxFileType,
      description: 'The file.',
      resolve: async ({ made }, _args, { em }) => issuedFile(em, await taxFileOf(em, made.taxFileId)),
    }),
    replayed: t.exposeBoolean('replayed', {
      description: 'This request was carried out before under the same key; nothing was done again.',
    }),
  }),
})

const YEAR = { description: 'The year of the payments, such as 2025.' } as const
const SIRET = { required: false, description: 'SIRET of the platform: who pays.' } as const

builder.queryFields(t => ({
  taxFile: t.field({
    type: TaxFileType,
    authScopes: { staff: true },
    complexity: 500,
    description:
      'What would be issued now for a year: all its beneficiaries, or after a first file the changed ones.',
    args: { year: t.arg.int(YEAR), siret: t.arg.string(SIRET) },
    resolve: (_root, { year, siret }, context) => fileToIssue(context, year, siret ?? null),
  }),
  taxFiles: t.field({
    type: [TaxFileType],
    authScopes: { staff: true },
    complexity: 500,
    description: 'The files that were issued, the latest first.',
    args: { year: t.arg.int({ ...YEAR, required: false }) },
    resolve: async (_root, { year }, { em }) =>
      (await taxFiles(em, year ?? null)).map(row => issuedFile(em, row)),
  }),
}))

builder.mutationField('issueTaxFile', t =>
  t.field({
    type: TaxFilePayload,
    errors: {},
    authScopes: { finance: true },
    description:
      'Issues the file of a year that is over, or a correction of what changed since the file before.',
    args: {
      year: t.arg.int(YEAR),
      siret: t.arg.string(SIRET),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: (_root, input, context) =>
      change(context, 'issueTaxFile', input, (em, { personId }) => {
        const { year, siret = null } = input
        const file = { year, siret, payerName: context.config.platformName, issuerId: personId }
        return issueTaxFile(em, file, context.now)
      }),
  }),
)
