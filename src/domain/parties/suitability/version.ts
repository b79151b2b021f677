import { shortened } from '../../refusal.ts'
import { refuse } from '../refusals.ts'

/** Reads the version of a test or tool: 1 to 40 letters, digits, dots, slashes or dashes. Refuses VERSION_MALFORMED. */
export function parseVersion(text: string, field: string): string {
  if (!/^[\w./-]{1,40}$/.test(text)) throw refuse.VERSION_MALFORMED({ text: shortened(text) }).at(field)
  return text
}
