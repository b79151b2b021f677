import { createHash } from 'node:crypto'
import { amountZones, type ZoneAmount } from '../documents/tax-file/amount-zones.ts'
import {
  PROBLEMS,
  type ProblemCode,
  type TaxProblem,
  taxProblems,
} from '../documents/tax-file/tax-problems.ts'
import type { TaxFileData } from '../documents/tax-file/tax-statement.ts'
import { writeTaxFile } from '../documents/tax-file/write-tax-file.ts'
import { withheldOf } from '../domain/dividends/filing/beneficiary-amounts.ts'
import { taxFileDueOn } from '../domain/dividends/filing/due-day.ts'
import { incomeLeftOut } from '../domain/dividends/filing/left-out.ts'
import { postedForYear } from '../domain/dividends/filing/levy-postings.ts'
import type { TaxFileRow } from '../domain/dividends/filing/tax-files.ts'
import { builder } from './builder.ts'
import type { Context } from './context.ts'
import { globalId } from './ids.ts'
import { PartyNode } from './refs.ts'
import { MoneyType } from './scalars.ts'

/** A file, issued or not, and what it tells: read once, when a field asks for it. */
export type TaxFile = {
  issued: TaxFileRow | null
  year: number
  revision: number
  data(): Promise<TaxFileData>
}

const euros = (minor: bigint) => ({ minor, currency: 'EUR' as const })
/** As many problems as one answer holds; their number is told in full. */
const MOST = 500

const ProblemEnum = builder.enumType('TaxFileProblemCode', {
  description: 'What a person has to look at before a tax file is sent.',
  values: Object.fromEntries(
    Object.entries(PROBLEMS).map(([code, description]) => [code, { description }]),
  ) as Record<ProblemCode, { description: string }>,
})

const ProblemType = builder.objectRef<TaxProblem>('TaxFileProblem').implement({
  description: 'Something that is missing, cut or left open in a tax file.',
  authScopes: { finance: true },
  fields: t => ({
    code: t.expose('code', { type: ProblemEnum, description: 'What.' }),
    party: t.field({
      type: PartyNode,
      nullable: true,
      description: 'Of whom; null: it is about the file.',
      resolve: row => row.partyId,
    }),
    zone: t.exposeString('zone', { nullable: true, description: 'The zone that it is about.' }),
    detail: t.exposeString('detail', { description: 'The amount or the year, where there is one.' }),
  }),
})

const BoxType = builder.objectRef<ZoneAmount>('TaxFileBox').implement({
  description:
    'What all beneficiaries of a file have in one box: exactly, and in the whole euros of the file.',
  authScopes: { staff: true },
  fields: t => ({
    zone: t.exposeString('zone', { description: 'The zone of the record.' }),
    box: t.exposeString('box', { description: 'The box of the French forms.' }),
    exact: t.field({ type: MoneyType, description: 'To the cent.', resolve: row => euros(row.exact) }),
    rounded: t.field({
      type: MoneyType,
      description: 'In whole euros, each beneficiary rounded by himself.',
      resolve: row => euros(row.euros * 100n),
    }),
    difference: t.field({
      type: MoneyType,
      description: 'What rounding added.',
      resolve: row => euros(row.euros * 100n - row.exact),
    }),
  }),
})

/** What is not told is counted as things stand now, whenever the file was issued. */
const problemsOf = async (file: TaxFile, em: Context['em']) =>
  taxProblems(await file.data(), await incomeLeftOut(em, file.year))

/** What a year’s beneficiaries are told to have got. */
export const TaxFileType = builder.objectRef<TaxFile>('TaxFile').implement({
  description:
    'What beneficiaries were paid in a year, for the tax office (form 2561): all in the first file, in later ones those of whom something changed.',
  authScopes: { staff: true },
  fields: t => ({
    id: t.id({
      nullable: true,
      description: 'Null: it is not issued, and tells what would be issued now.',
      resolve: ({ issued }) => issued && globalId('TaxFile', issued.id),
    }),
    year: t.exposeInt('year', { description: 'The year of the payments.' }),
    revision: t.exposeInt('revision', { description: '1 for the first; each further one is a correction.' }),
    correctsId: t.id({
      nullable: true,
      description: 'The file that it corrects.',
      resolve: ({ issued }) => issued?.correctsId && globalId('TaxFile', issued.correctsId),
    }),
    dueOn: t.field({
      type: 'Day',
      description: 'The last business day before 16 February.',
      resolve: ({ year }) => taxFileDueOn(year),
    }),
    beneficiaries: t.int({
      description: 'How many it tells of.',
      resolve: async file => (await file.data()).statements.length,
    }),
    boxes: t.field({
      type: [BoxType],
      description: 'What its beneficiaries have together, box by box.',
      resolve: async file => boxesOf(await file.data()),
    }),
    withheld: t.field({
      type: MoneyType,
      description: 'What was withheld from its beneficiaries, to the cent.',
      resolve: async file =>
        euros((await file.data()).statements.reduce((sum, { amounts }) => sum + withheldOf(amounts), 0n)),
    }),
    posted: t.field({
      type: MoneyType,
      description: 'What the ledger has now of what was withheld from all payments of the year.',
      resolve: async ({ year }, _args, { em }) => euros(await postedForYear(em, year)),
    }),
    problemCount: t.int({
      authScopes: { finance: true },
      description: 'How many problems there are.',
      resolve: async (file, _args, { em }) => (await problemsOf(file, em)).length,
    }),
    problems: t.field({
      type: [ProblemType],
      authScopes: { finance: true },
      complexity: 100,
      description: `The first ${MOST} problems, those of the whole file first.`,
      resolve: async (file, _args, { em }) => (await problemsOf(file, em)).slice(0, MOST),
    }),
    content: t.string({
      authScopes: { finance: true },
      description: 'Its bytes in base64: records of 430 characters. The same file gives the same bytes.',
      resolve: async file => writeTaxFile(await file.data()).toString('base64'),
    }),
    sha256: t.string({
      description: 'SHA-256 of its bytes.',
      resolve: async file =>
        createHash('sha256')
          .update(writeTaxFile(await file.data()))
          .digest('hex'),
    }),
    issuer: t.field({
      type: PartyNode,
      nullable: true,
      description: 'Who issued it.',
      resolve: ({ issued }) => issued?.issuerId ?? null,
    }),
    issuedAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'When it was issued.',
      resolve: ({ issued }) => issued?.issuedAt ?? null,
    }),
  }),
})

function boxesOf({ statements }: TaxFileData): ZoneAmount[] {
  const all = statements.flatMap(({ amounts }) => amountZones(amounts).zones)
  return [...Map.groupBy(all, each => each.zone)]
    .map(([zone, each]) => ({
      zone,
      box: each[0]?.box ?? '',
      exact: each.reduce((sum, one) => sum + one.exact, 0n),
      euros: each.reduce((sum, one) => sum + one.euros, 0n),
    }))
    .toSorted((one, other) => (one.zone < other.zone ? -1 : 1))
}
