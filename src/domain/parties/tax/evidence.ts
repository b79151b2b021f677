import { refuse } from '../refusals.ts'

/** Reads the SHA-256 of a document, or null when there is none. Refuses EVIDENCE_MALFORMED. */
export function parseEvidence(text: string | null): string | null {
  if (text !== null && !/^[0-9a-f]{64}$/.test(text)) throw refuse.EVIDENCE_MALFORMED({ length: text.length })
  return text
}

/** A day that has come. Refuses DAY_AHEAD. */
export function notAhead(day: string, today: string): string {
  if (day > today) throw refuse.DAY_AHEAD({ day, today })
  return day
}
