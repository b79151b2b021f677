import type { AbroadFileKind } from './abroad-file.ts'
import type { AbroadFileRow, AbroadStatement, Payer } from './abroad-files.ts'
import type { Change } from './tellable.ts'
import type { YearAbroad } from './year-abroad.ts'

/** A file as it would be issued: what it is called, what it corrects, and its statements. */
export type PlannedFile = {
  revision: number
  kind: AbroadFileKind
  messageRef: string
  payerRef: string
  correctsPayerRef: string | null
  statements: AbroadStatement[]
  /** How many accounts wait for a further file, since one of this kind cannot have them. */
  waiting: number
}

/** Whether two files say the same of who pays. */
const samePayer = (one: Payer, other: Payer): boolean =>
  (['payerName', 'siren', 'street', 'postalCode', 'town'] as const).every(word => one[word] === other[word])

/**
 * What the next file of a year has in it; null: there is nothing to tell. A message of the standard has either statements
 * that are new or such as correct earlier ones, so where there are both, two files follow each other. Names begin with state
 * and year as its user guide asks, and are told apart by the id of the file.
 */
export function plannedFile(
  id: string,
  found: YearAbroad,
  payer: Payer,
  latest: AbroadFileRow | undefined,
): PlannedFile | null {
  const moved = latest !== undefined && !samePayer(latest, payer)
  const kind = found.added.length > 0 && !moved ? 'new' : 'correction'
  const changes = kind === 'new' ? found.added : found.changed
  if (changes.length === 0 && !moved) return null
  const prefix = `FR${found.year}`
  return {
    revision: (latest?.revision ?? 0) + 1,
    kind,
    messageRef: `${prefix}FR-${id}`,
    payerRef: latest === undefined || moved ? `${prefix}-${id}-0` : latest.payerRef,
    correctsPayerRef: moved ? latest.payerRef : null,
    statements: changes.map((change, index) => statementOf(change, `${prefix}-${id}-${numbered(index + 1)}`)),
    waiting: found.added.length + found.changed.length - changes.length,
  }
}

/** As many digits as sort like numbers. */
const numbered = (place: number) => String(place).padStart(7, '0')

/** What is taken back is said once more as it was told. */
function statementOf({ before, now }: Change, docRef: string): AbroadStatement {
  if (now !== null) {
    const action = before === null ? 'new' : 'corrected'
    return { ...now, docRef, action, correctsRef: before?.docRef ?? null }
  }
  if (before === null) throw new Error('An account that was not told is not taken back')
  return { ...before, docRef, action: 'void', correctsRef: before.docRef }
}
