/** What is wrong with a line, and where; of the whole file without a column. `value` is never personal data. */
export type LineProblem = {
  line: number
  column: string | null
  code: string
  value: string | null
  expected: string
}

/** A line that could be read: what it says, by column; amounts in minor units of its currency. */
export type ReadLine = { line: number; said: Record<string, string | null> }

/** Some lines of a file, in its order, and what is wrong with others. */
export type ReadBatch = { rows: number; lines: ReadLine[]; problems: LineProblem[] }
