import type { ImportKind } from '../import.ts'

/** A line of a file that could be read; amounts in minor units. */
export type StagedLine = { line: number; said: Record<string, string | null> }

/** What is wrong with a line, and where; of the whole file without a column. `value` is never personal data. */
export type LineProblem = {
  line: number
  column: string | null
  code: string
  value: string | null
  expected: string
}

/** Some lines of a file and the problems of others; `rows`: how many lines were looked at. */
export type FileBatch = { rows: number; lines: readonly StagedLine[]; problems: readonly LineProblem[] }

/** A file that is to be imported, as often as an attempt reads it. */
export type FileToImport = { kind: ImportKind; batches: () => AsyncIterable<FileBatch> }

/** The columns that are personal data: kept with the profile and nowhere else, repeated in no answer. */
export const PERSONAL: readonly string[] = ['name', 'email', 'country', 'tax_country', 'tax_proved_on']

/** How far an import is: lines read, lines checked, facts written. */
export type ImportProgressNow = {
  phase: 'read' | 'check' | 'write'
  read: number
  checked: number
  written: number
}

/** Told how far an import is, in the middle of it: it must return at once and never throw. */
export type WatchImport = (progress: ImportProgressNow) => void
