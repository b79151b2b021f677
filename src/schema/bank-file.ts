import { createHash } from 'node:crypto'
import type { BankFileReading } from '../documents/camt/bank-file.ts'
import { readBankFile } from '../documents/camt/read-bank-file.ts'
import { bankReports } from '../domain/payments/bank/bank-reports.ts'
import { importBankReport } from '../domain/shares/bank/import-bank-report.ts'
import { type BankReportAnswer, BankReportType, FileProblemType } from './bank-report.ts'
import { builder } from './builder.ts'
import { type Context, change } from './context.ts'
import { bytesOf, CONTENT } from './file-content.ts'
import { KEY } from './payloads.ts'

/** Reading a file is the work of hundreds of fields: a request may ask for it a few times. */
const COST = 2500

type BankFileAnswer = {
  reports: BankReportAnswer[]
  problems: BankFileReading['problems']
  replayed: boolean
}

const BankFilePayload = builder.objectRef<BankFileAnswer>('BankFilePayload').implement({
  description: 'What became of a bank’s file, or would become of it.',
  authScopes: { public: true },
  fields: t => ({
    reports: t.field({
      type: [BankReportType],
      description: 'The reports in it, in their order. None where there are problems.',
      resolve: row => row.reports,
    }),
    problems: t.field({
      type: [FileProblemType],
      description:
        'What cannot be read or does not add up, the first hundred; only a dry run answers them here.',
      resolve: row => row.problems.first,
    }),
    problemCount: t.int({
      description: 'How many problems there are; with one, nothing is imported.',
      resolve: row => row.problems.count,
    }),
    replayed: t.exposeBoolean('replayed', {
      description: 'This request was carried out before under the same key; nothing was done again.',
    }),
  }),
})

const ImportBankReportInput = builder.inputType('ImportBankReportInput', {
  description: 'A bank’s file: camt.053 of ISO 20022, versions .001.02, .04 or .08.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    content: t.string(CONTENT),
    dryRun: t.boolean({
      defaultValue: false,
      description: 'Do everything, say what came of it, and take it all back.',
    }),
  }),
})

/** Thrown out of the transaction of a dry run: what was done is answered, and nothing of it stays. */
class Rehearsed extends Error {
  readonly reports: BankReportAnswer[]

  constructor(reports: BankReportAnswer[]) {
    super('A dry run ends like this')
    this.reports = reports
  }
}

async function rehearse(file: ReadFile, context: Context, said: { idempotencyKey: string }) {
  try {
    await change(context, 'importBankReport', said, async em => {
      const { bankReportIds } = await importBankReport(em, file, context.now)
      throw new Rehearsed(await answersOf(em, file, bankReportIds))
    })
  } catch (error) {
    if (error instanceof Rehearsed) return error.reports
    throw error
  }
  throw new Error('A dry run was kept')
}

type ReadFile = BankFileReading & { sha256: string }

/** What is in the books of the reports of a file; those not made by this import were imported before. */
async function answersOf(
  em: Context['em'],
  { reports }: ReadFile,
  madeIds: readonly string[],
): Promise<BankReportAnswer[]> {
  const rows = await bankReports(em, reports)
  return rows.map((row, index) => {
    const reading = reports[index] as ReadFile['reports'][number]
    return { ...row, reading, alreadyImported: !madeIds.includes(row.id) }
  })
}

builder.mutationField('importBankReport', t =>
  t.field({
    type: BankFilePayload,
    errors: {},
    authScopes: { finance: true },
    complexity: COST,
    description:
      'Takes a bank’s file into the books: every credit becomes a receipt and pays the order that its reference names or is a payout that came back, every debit settles the payouts that it carried out to the cent; what fits nothing lies in suspense with the reason. The same report again changes nothing, and no movement is booked twice, whichever file brings it.',
    args: { input: t.arg({ type: ImportBankReportInput, description: 'The file.' }) },
    resolve: async (_root, { input }, context) => {
      const { content, dryRun, idempotencyKey } = input
      const bytes = bytesOf(content)
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const file = { ...readBankFile(bytes), sha256 }
      const { problems } = file
      if (dryRun && problems.count > 0) return { reports: [], problems, replayed: false }
      const said = { idempotencyKey, sha256, dryRun }
      if (dryRun) return { reports: await rehearse(file, context, said), problems, replayed: false }
      const { made, replayed } = await change(context, 'importBankReport', said, em =>
        importBankReport(em, file, context.now),
      )
      return { reports: await answersOf(context.em, file, made.bankReportIds), problems, replayed }
    },
  }),
)
