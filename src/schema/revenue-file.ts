import { createHash } from 'node:crypto'
import { keepFile } from '../documents/keep.ts'
import { readRevenueFile } from '../documents/revenue-file/read-revenue-file.ts'
import { importRevenue } from '../domain/dividends/revenue/import-revenue.ts'
import { type FileImport, planImport } from '../domain/dividends/revenue/plan-import.ts'
import { projectOf } from '../domain/offerings/projects.ts'
import { Refusal } from '../domain/refusal.ts'
import { builder } from './builder.ts'
import { type Context, change } from './context.ts'
import { bytesOf, CONTENT } from './file-content.ts'
import { idOf } from './ids.ts'
import { KEY, ON_BEHALF_OF, RevenueReportPayload } from './payloads.ts'
import { refuseUnlessReporter } from './revenue.ts'
import { type Preview, RevenueFilePreviewType } from './revenue-preview.ts'

/** Reading a file is the work of hundreds of fields: a request may ask for it a few times. */
const COST = 2500

const EXCHANGE_RATE = {
  type: 'Decimal',
  required: false,
  description:
    'How much of the project’s currency one of the file’s is worth, such as "0.92"; not given when both are the same.',
} as const
const FROM = {
  type: 'Day',
  required: false,
  description: 'First day of the period reported; not given: the first one the file covers.',
} as const
const UNTIL = {
  type: 'Day',
  required: false,
  description:
    'Last day of the period reported, not before the last one the file covers; not given: that one. Sales of earlier months may come late.',
} as const

const PreviewRevenueFileInput = builder.inputType('PreviewRevenueFileInput', {
  description: 'A distributor’s statement, to be looked at.',
  fields: t => ({
    projectId: t.id({ description: 'Id of the project.' }),
    content: t.string(CONTENT),
    exchangeRate: t.field(EXCHANGE_RATE),
    periodStart: t.field(FROM),
    periodEnd: t.field(UNTIL),
  }),
})

const ImportRevenueFileInput = builder.inputType('ImportRevenueFileInput', {
  description: 'A distributor’s statement, to become a report.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    onBehalfOf: t.id(ON_BEHALF_OF),
    projectId: t.id({ description: 'Id of the project.' }),
    fileName: t.string({ description: 'What you call it; it is kept with the report.' }),
    content: t.string(CONTENT),
    exchangeRate: t.field(EXCHANGE_RATE),
    periodStart: t.field(FROM),
    periodEnd: t.field(UNTIL),
  }),
})

type Given = {
  projectId: string
  content: string
  exchangeRate?: string | null | undefined
  periodStart?: string | null | undefined
  periodEnd?: string | null | undefined
}

type FileToImport = FileImport & { reading: Preview['reading']; bytes: Buffer }

/** A file that a request brings, read; whoever may not report for the project is refused before it is looked at. */
async function readGiven(given: Given, context: Context): Promise<FileToImport> {
  const projectId = idOf('Project', given.projectId)
  await refuseUnlessReporter(context, projectId)
  const bytes = bytesOf(given.content)
  const { exchangeRate = null, periodStart = null, periodEnd = null } = given
  return {
    projectId,
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    reading: await readRevenueFile(bytes),
    exchangeRate,
    periodStart,
    periodEnd,
  }
}

async function previewOf(file: FileToImport, { em, now }: Context): Promise<Preview> {
  const { sha256, reading } = file
  const { currency } = await projectOf(em, file.projectId)
  const seen = { sha256, reading, currency, plan: null, before: null, refusal: null }
  try {
    const plan = await planImport(em, file, now)
    return plan.before === null ? { ...seen, plan } : { ...seen, before: plan.before }
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal
    return { ...seen, refusal }
  }
}

builder.queryField('previewRevenueFile', t =>
  t.field({
    type: RevenueFilePreviewType,
    authScopes: { signedIn: true },
    complexity: COST,
    description:
      'Reads a distributor’s statement and says what importing it would report, or what is wrong with it, line by line. Keeps nothing.',
    args: { input: t.arg({ type: PreviewRevenueFileInput, description: 'The file.' }) },
    resolve: async (_root, { input }, context) => previewOf(await readGiven(input, context), context),
  }),
)

builder.mutationField('importRevenueFile', t =>
  t.field({
    type: RevenueReportPayload,
    errors: {},
    authScopes: { signedIn: true },
    complexity: COST,
    description:
      'Reports what a distributor’s statement says, and keeps the file as evidence. The same file again for the same project changes nothing and answers the report it became, unless that was sent back.',
    args: { input: t.arg({ type: ImportRevenueFileInput, description: 'The file.' }) },
    resolve: async (_root, { input }, context) => {
      const { content: _content, ...told } = input
      const { bytes, ...file } = await readGiven(input, context)
      const said = { ...told, sha256: file.sha256 }
      return change(context, 'importRevenueFile', said, async (em, { personId }) => {
        const given = { ...file, fileName: input.fileName, bytes: bytes.length, reporterId: personId }
        const made = await importRevenue(em, given, context.now)
        // After all that could refuse it and before the facts are committed: no fact without its file.
        await keepFile(context.documents, bytes)
        return made
      })
    },
  }),
)
