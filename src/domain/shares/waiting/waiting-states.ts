import type { HowWaitingEnded } from './waiting.ts'

/** What decides the state of an entry of a waiting list. */
export type WaitingFacts = { ended: HowWaitingEnded | null; decided: boolean }

/** The only place that names the states of an entry. Only one that waits can be promoted, or leave. */
export const WAITING_STATES = [
  /** It becomes an order when shares become free and its turn has come. */
  'waiting',
  /** It became an order. */
  'ordered',
  /** The party left the list. */
  'left',
  /** When its turn came the order was refused. */
  'refused',
  /** The offering was decided, and no share had become free for it. */
  'notServed',
] as const

export type WaitingState = (typeof WAITING_STATES)[number]

/** Reads the state off the facts. */
export function waitingState({ ended, decided }: WaitingFacts): WaitingState {
  return ended ?? (decided ? 'notServed' : 'waiting')
}
