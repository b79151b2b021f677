/** What decides the colour of an account: whether a report of the bank is in, the rows that ask for an explanation, and those that have one. */
export type Counted = { reported: boolean; differences: number; explained: number }

export type Colour = 'GREEN' | 'YELLOW' | 'RED'

/**
 * Green: a report is in, and nothing differs. Yellow: what differs is explained, all of it. Anything else is red. An account
 * of which the bank has told nothing is never green, whatever the books say.
 */
export function colourOf({ reported, differences, explained }: Counted): Colour {
  if (explained < differences) return 'RED'
  if (differences > 0) return 'YELLOW'
  return reported ? 'GREEN' : 'RED'
}
