import type { AbroadFileData } from '../documents/abroad/abroad-data.ts'
import {
  type AbroadProblem,
  type AbroadProblemCode,
  abroadProblems,
  NEXT_STEPS,
  type NotTold,
  PROBLEMS,
} from '../documents/abroad/abroad-problems.ts'
import { structureProblems } from '../documents/abroad/structure-problems.ts'
import { definitionProblems } from '../documents/abroad/validate-abroad-file.ts'
import { abroadFileHash, writeAbroadFile } from '../documents/abroad/write-abroad-file.ts'
import type { AbroadFileKind } from '../domain/dividends/abroad/abroad-file.ts'
import type { AbroadFileRow, TotalRow } from '../domain/dividends/abroad/abroad-files.ts'
import type { Posted } from '../domain/dividends/abroad/paid-in-year.ts'
import { builder } from './builder.ts'
import { globalId } from './ids.ts'
import { PartyNode } from './refs.ts'
import { MoneyType } from './scalars.ts'

/** A file, issued or not; what several fields ask for is read once. `data` null: there is nothing to tell. */
export type AbroadFile = {
  issued: AbroadFileRow | null
  year: number
  revision: number
  kind: AbroadFileKind
  messageRef: string | null
  data(): Promise<AbroadFileData | null>
  totals(): Promise<TotalRow[]>
  posted(): Promise<Posted[]>
  notTold(): Promise<NotTold[]>
  waiting(): Promise<number>
}

/** As many rows as one answer holds; their number is told in full. */
const MOST = 500

const KindEnum = builder.enumType('AbroadFileKind', {
  description: 'A message of the standard has either new statements or corrections, never both.',
  values: {
    new: { description: 'Accounts that were never told.' },
    correction: { description: 'Accounts that are told otherwise than before, or not any more.' },
  } as const,
})

const OutcomeEnum = builder.enumType('AbroadOutcome', {
  description: 'What became of what was paid.',
  values: {
    told: { description: 'It is told.' },
    held: { description: 'It lies on an account that is told until its levies are known.' },
    livesInFrance: { description: 'To who lives in France: the file of form 2561 tells it.' },
    residenceUnknown: { description: 'To whom nobody knows where he is taxed.' },
    unitedStates: { description: 'To who lives in the United States: a file of its own (FATCA).' },
    stateNotListed: { description: 'To who lives in a state that no source at hand lists.' },
    addressUnknown: { description: 'To who lives in a listed state, but no town is known.' },
  } as const,
})

const ProblemEnum = builder.enumType('AbroadFileProblemCode', {
  description: 'What a person has to look at before a file for tax offices abroad is sent.',
  values: Object.fromEntries(
    Object.entries(PROBLEMS).map(([code, what]) => [code, { description: `${what}.` }]),
  ) as Record<AbroadProblemCode, { description: string }>,
})

const ProblemType = builder.objectRef<AbroadProblem>('AbroadFileProblem').implement({
  description: 'Something that is missing, changed or left open, or a party that is not told.',
  authScopes: { finance: true },
  fields: t => ({
    code: t.expose('code', { type: ProblemEnum, description: 'What.' }),
    party: t.field({
      type: PartyNode,
      nullable: true,
      description: 'Of whom; null: it is about the file.',
      resolve: row => row.partyId,
    }),
    detail: t.exposeString('detail', { description: 'The amount or the field, where there is one.' }),
    nextStep: t.string({ description: 'What to do about it.', resolve: ({ code }) => NEXT_STEPS[code] }),
  }),
})

const TotalType = builder.objectRef<TotalRow>('AbroadTotal').implement({
  description: 'All that was paid in a year in a currency of which became the same.',
  authScopes: { staff: true },
  fields: t => ({
    outcome: t.expose('outcome', { type: OutcomeEnum, description: 'What became of it.' }),
    parties: t.exposeInt('parties', { description: 'To how many.' }),
    received: t.field({
      type: MoneyType,
      description: 'Before levies.',
      resolve: ({ received: minor, currency }) => ({ minor, currency }),
    }),
    withheld: t.field({
      type: MoneyType,
      description: 'What was withheld of it: not in the file, but in the returns of the months.',
      resolve: ({ withheld: minor, currency }) => ({ minor, currency }),
    }),
  }),
})

const PostedType = builder.objectRef<Posted>('AbroadPosted').implement({
  description: 'What the ledger has now of all payments of the year in a currency: all totals come to it.',
  authScopes: { staff: true },
  fields: t => ({
    received: t.field({
      type: MoneyType,
      description: 'Before levies.',
      resolve: ({ received: minor, currency }) => ({ minor, currency }),
    }),
    withheld: t.field({
      type: MoneyType,
      description: 'What was withheld of it.',
      resolve: ({ withheld: minor, currency }) => ({ minor, currency }),
    }),
  }),
})

const problemsOf = async (file: AbroadFile) => {
  const data = await file.data()
  const left = await file.notTold()
  return abroadProblems(data?.statements ?? [], left)
}

/** What was paid to residents of other states, for their tax offices. */
export const AbroadFileType = builder.objectRef<AbroadFile>('AbroadFile').implement({
  description:
    'What holders who live in other states were paid in a year and had at its end, for the tax offices there (Common Reporting Standard, directive 2014/107/UE).',
  authScopes: { staff: true },
  fields: t => ({
    id: t.id({
      nullable: true,
      description: 'Null: it is not issued, and tells what would be issued now.',
      resolve: ({ issued }) => issued && globalId('AbroadFile', issued.id),
    }),
    year: t.exposeInt('year', { description: 'The year of the payments.' }),
    revision: t.exposeInt('revision', { description: '1 for the first file of a year, and so on.' }),
    kind: t.expose('kind', { type: KindEnum, description: 'Whether it is new or corrects.' }),
    messageRef: t.exposeString('messageRef', {
      nullable: true,
      description: 'How it calls itself. Null: there is nothing to tell.',
    }),
    accounts: t.int({
      description: 'How many accounts it tells or corrects.',
      resolve: async file => (await file.data())?.statements.length ?? 0,
    }),
    waiting: t.int({
      description: 'How many accounts a further file has to tell or correct.',
      resolve: file => file.waiting(),
    }),
    totals: t.field({
      type: [TotalType],
      description: 'All payments of the year, told or not, by currency and by what became of them.',
      resolve: file => file.totals(),
    }),
    posted: t.field({
      type: [PostedType],
      description: 'What the ledger has now of all payments of the year.',
      resolve: file => file.posted(),
    }),
    problemCount: t.int({
      authScopes: { finance: true },
      description: 'How many problems there are.',
      resolve: async file => (await problemsOf(file)).length,
    }),
    problems: t.field({
      type: [ProblemType],
      authScopes: { finance: true },
      complexity: 100,
      description: `The first ${MOST} problems: who is not told as things stand now, and then what is told.`,
      resolve: async file => (await problemsOf(file)).slice(0, MOST),
    }),
    faults: t.stringList({
      authScopes: { finance: true },
      description: 'Where its bytes are not as the published schema has them: none, or it is not sent.',
      resolve: async (file, _args, { config }) => {
        const data = await file.data()
        if (data === null) return []
        const bytes = writeAbroadFile(data)
        const published = await definitionProblems(bytes, config.taxDefinitions)
        return [...structureProblems(bytes), ...(published ?? [])]
      },
    }),
    checked: t.boolean({
      description:
        'Whether it is held against the published definitions, too: TAX_DEFINITIONS names their folder.',
      resolve: (_file, _args, { config }) => config.taxDefinitions !== null,
    }),
    content: t.string({
      nullable: true,
      authScopes: { finance: true },
      description:
        'Its bytes in base64: XML in UTF-8. The same file gives the same bytes. Null: nothing to tell.',
      resolve: async file => {
        const data = await file.data()
        return data && writeAbroadFile(data).toString('base64')
      },
    }),
    sha256: t.string({
      nullable: true,
      description: 'SHA-256 of its bytes.',
      resolve: async file => {
        const data = await file.data()
        return data && abroadFileHash(data)
      },
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
