/**
 * Whom the shares go to when more are asked for than there are. `inOrder`: whoever came first, and nobody is cut. `proRata`:
 * all, in whole shares by what they asked for; the rest of their money goes back.
 */
export type Allotment = 'inOrder' | 'proRata'

export const ALLOTMENTS = ['inOrder', 'proRata'] as const satisfies readonly Allotment[]

/**
 * A sponsor adds this ratio of what the others give: his own orders in the offering are cut to it when it is decided, and
 * are the most that he adds.
 */
export type Matching = { sponsorId: string; ratio: string }

/** The most shares there are of anything: the greatest number that all together can be counted to. */
export const MOST_SHARES = 2_000_000_000

/** After which time an offering is offered again: what is asked for is asked for each month. */
export type Repeats = 'month'

export const REPEATS = ['month'] as const satisfies readonly Repeats[]
