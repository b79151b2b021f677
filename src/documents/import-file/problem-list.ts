import type { LineProblem } from './reading.ts'

/** The head of a list of problems. */
export const PROBLEM_HEADER = 'line,column,code,value,expected\r\n'

/** A problem as a line of CSV; no cell of it begins like a formula. */
export function problemLine({ line, column, code, value, expected }: LineProblem): string {
  return `${[String(line), column ?? '', code, value ?? '', expected].map(cell).join(',')}\r\n`
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
