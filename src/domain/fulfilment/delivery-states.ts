import type { StepKind } from './delivery.ts'

/** What decides the state of a delivery: its latest step, and from when on it is late. */
export type DeliveryFacts = { step: StepKind | null; lateFrom: Date | null }

/** The steps that a delivery may take in each state. The only place that names its states. */
export const DELIVERY_MOVES = {
  /** Owed, and not sent yet. */
  due: ['sent'],
  /** Owed, and not sent when the day by which it is delivered had passed. */
  late: ['sent'],
  /** On its way. */
  sent: ['delivered', 'returned'],
  /** It came back, and is sent again. */
  returned: ['sent'],
  /** The investor has it. */
  delivered: [],
} as const satisfies Record<string, readonly StepKind[]>

export type DeliveryState = keyof typeof DELIVERY_MOVES

export const DELIVERY_STATES = Object.keys(DELIVERY_MOVES) as DeliveryState[]

/** Reads the state off the facts. */
export function deliveryState({ step, lateFrom }: DeliveryFacts, now: Date): DeliveryState {
  return step ?? (lateFrom !== null && now >= lateFrom ? 'late' : 'due')
}

/** Whether a step may follow in a state. */
export function mayStep(state: DeliveryState, step: StepKind): boolean {
  const moves: readonly StepKind[] = DELIVERY_MOVES[state]
  return moves.includes(step)
}

/** The facts of which a state is read: by them it is searched for. `late`: null where it does not matter. */
export function factsOf(state: DeliveryState): { step: StepKind | null; late: boolean | null } {
  if (state === 'due' || state === 'late') return { step: null, late: state === 'late' }
  return { step: state, late: null }
}
