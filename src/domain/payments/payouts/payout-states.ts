/** What decides the state of a leg. */
export type LegFacts = { sent: boolean; end: 'cancelled' | 'rejected' | 'settled' | null; returned: boolean }

/** What may become of a leg in each state. The only place that names its states. */
export const LEG_MOVES = {
  /** Set apart from the balance; nothing has left. */
  prepared: ['cancelled', 'sent'],
  /** With the bank. While nobody knows what became of it the money stays in transit, and it is never sent again. */
  sent: ['settled', 'rejected'],
  /** The bank carried it out. */
  settled: ['returned'],
  /** It came back after it was carried out. */
  returned: [],
  /** The bank did not carry it out. */
  rejected: [],
  /** It was taken back before it was sent. */
  cancelled: [],
} as const satisfies Record<string, readonly string[]>

export type LegState = keyof typeof LEG_MOVES

export const LEG_STATES = Object.keys(LEG_MOVES) as LegState[]

/** Reads the state of a leg off the facts. */
export function legState({ sent, end, returned }: LegFacts): LegState {
  if (returned) return 'returned'
  if (end !== null) return end
  return sent ? 'sent' : 'prepared'
}

/** Whether a leg may become that in a state. */
export function legMay(state: LegState, next: LegState): boolean {
  const moves: readonly LegState[] = LEG_MOVES[state]
  return moves.includes(next)
}

/** What decides the state of a batch: how many people approved it, whether it was sent, its legs and those that have ended. */
export type BatchFacts = { approvals: number; sent: boolean; legs: number; ended: number; cancelled: number }

/** What may be done with a batch in each state. The only place that names its states. */
export const BATCH_MOVES = {
  prepared: ['approve', 'cancel'],
  approved: ['approve', 'cancel', 'export', 'send'],
  /** With the bank; some leg has no outcome yet. */
  sent: ['export'],
  /** Each leg has its outcome; one that was settled may still be returned. */
  finished: [],
  cancelled: [],
} as const satisfies Record<string, readonly string[]>

export type BatchState = keyof typeof BATCH_MOVES

export const BATCH_STATES = Object.keys(BATCH_MOVES) as BatchState[]

/** Reads the state of a batch off the facts. */
export function batchState({ approvals, sent, legs, ended, cancelled }: BatchFacts): BatchState {
  if (cancelled === legs) return 'cancelled'
  if (sent) return ended === legs ? 'finished' : 'sent'
  return approvals > 0 ? 'approved' : 'prepared'
}

/** Whether that may be done with a batch in a state. */
export function batchMay(state: BatchState, what: 'approve' | 'cancel' | 'export' | 'send'): boolean {
  const moves: readonly string[] = BATCH_MOVES[state]
  return moves.includes(what)
}
