import { refuse } from '../refusals.ts'
import { counts, END_MOVES, type EndingKind, type EndState, mayRecord, stateAfter } from './ending-states.ts'
import type { EndingRow } from './endings.ts'

/** What is to be recorded, and when it happened. */
export type Move = { kind: EndingKind; occurredOn: string }

/**
 * Whether a project may move where a fact leads, and the fact is not dated before the latest one that counts.
 * Refuses ENDING_IMPOSSIBLE, ENDING_BEFORE_LAST.
 */
export function refuseMove(
  { state, endings }: { state: EndState; endings: readonly EndingRow[] },
  { kind, occurredOn }: Move,
): void {
  if (!mayRecord(state, kind)) {
    const allowed = END_MOVES[state].join(', ') || 'no other'
    throw refuse.ENDING_IMPOSSIBLE({ from: state, to: stateAfter(kind), allowed })
  }
  const last = endings.filter(counts).reduce((latest, each) => later(latest, each.occurredOn), '')
  if (occurredOn < last) throw refuse.ENDING_BEFORE_LAST({ occurredOn, last })
}

const later = (a: string, b: string) => (a > b ? a : b)
