import { createHash } from 'node:crypto'
import { act, type Deed } from './act.ts'
import type { Orm } from './database/orm.ts'
import { PROBLEM_HEADER, problemLine } from './documents/import-file/problem-list.ts'
import { readImport } from './documents/import-file/read-import.ts'
import { keepFile, readKept } from './documents/keep.ts'
import { newId } from './domain/ids.ts'
import { approveImport } from './domain/imports/approve-import.ts'
import type { ImportKind } from './domain/imports/import.ts'
import { type ImportOutcome, importLines } from './domain/imports/import-lines.ts'
import { importOf } from './domain/imports/imports.ts'
import { problemsOfStaged } from './domain/imports/lines/staged.ts'
import type { LineProblem, WatchImport } from './domain/imports/lines/staged-line.ts'
import { prepareImport } from './domain/imports/prepare-import.ts'
import { refuse } from './domain/imports/refusals.ts'
import { dryRun } from './dry-run.ts'

/** What a file of another platform would bring, or everything that is wrong with it: `first` hundred, and `list` as CSV. */
export type Looked = ImportOutcome & {
  kind: ImportKind
  sha256: string
  first: readonly LineProblem[]
  /** Every problem, one line each; null when there is none. */
  list: string | null
}

export type BooksFile = { kind: ImportKind; bytes: Uint8Array }

/** So many problems are shown at once; the list has all of them. */
const SHOWN = 100

const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Imports a file as it would be imported and takes all of it back: what it says is exact, and nothing is written. */
export async function lookAtBooks(
  orm: Orm,
  deed: Deed,
  { kind, bytes }: BooksFile,
  watch?: WatchImport,
): Promise<Looked> {
  // Nobody has approved it yet, and on the command line nobody prepared it: two people who are not there.
  const who = { preparationId: newId(), preparerId: deed.actor.partyId ?? newId(), approverId: newId() }
  return dryRun(orm, deed, async em => {
    const file = { kind, batches: () => readImport(bytes, kind) }
    const outcome = await importLines(em, { file, ...who }, deed.now, watch)
    const problems = await problemsOfStaged(em)
    const list = problems.length === 0 ? null : PROBLEM_HEADER + problems.map(problemLine).join('')
    return { ...outcome, kind, sha256: sha256Of(bytes), first: problems.slice(0, SHOWN), list }
  })
}

export type BooksToPrepare = BooksFile & { fileName: string; sha256: string; preparerId: string }

/**
 * Keeps a file and asks for it to be imported. It is looked at once more, for what is prepared must be free of problems.
 * Refuses IMPORT_FILE_OTHER, IMPORT_HAS_PROBLEMS.
 */
export async function prepareBooks(
  { orm, documents }: { orm: Orm; documents: string },
  deed: Deed,
  { kind, bytes, fileName, sha256, preparerId }: BooksToPrepare,
) {
  const found = sha256Of(bytes)
  if (found !== sha256) throw refuse.IMPORT_FILE_OTHER({ looked: sha256, found })
  const { lines, problems, first } = await lookAtBooks(orm, { ...deed, key: null }, { kind, bytes })
  if (first[0] !== undefined) throw refuse.IMPORT_HAS_PROBLEMS({ problems, ...first[0] })
  return act(orm, deed, async em => {
    const made = await prepareImport(em, { kind, sha256, fileName, lines, preparerId }, deed.now)
    // Before the fact is committed: no fact without its file.
    await keepFile(documents, bytes)
    return made
  })
}

export type BooksToApprove = { preparationId: string; sha256: string; approverId: string }

/** Has a prepared file written into the books: all of it or nothing. Refuses what `approveImport` refuses. */
export async function approveBooks(
  { orm, documents }: { orm: Orm; documents: string },
  deed: Deed,
  input: BooksToApprove,
  watch?: WatchImport,
) {
  const { kind, sha256 } = await importOf(orm.em.fork(), input.preparationId)
  const bytes = await readKept(documents, sha256)
  if (bytes === null) throw new Error(`The file ${sha256} of an import is not kept any more`)
  const batches = () => readImport(bytes, kind)
  return act(orm, deed, em => approveImport(em, { ...input, batches }, deed.now, watch))
}
