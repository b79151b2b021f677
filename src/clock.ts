/** Where the edges read the time. */
export type Clock = {
  now(): Date
  /** Only a test clock can be moved. */
  move: ((to: Date) => void) | null
}

export const systemClock: Clock = { now: () => new Date(), move: null }

/** A clock that stands still until it is moved: for demos and tests, refused in production. */
export function testClock(start: Date): Clock {
  let instant = start
  return {
    now: () => instant,
    move: to => {
      instant = to
    },
  }
}
