/** Something in a file that cannot be read: where, and what is expected. Null where it is about the whole. */
export type Problem = { line: number | null; column: string | null; message: string }

/** A problem in one sentence. */
export function saysProblem({ line, column, message }: Problem): string {
  return [line && `line ${line}`, column, message].filter(part => part !== null).join(', ')
}
