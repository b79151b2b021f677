/** A sentence that must always hold, and a query that returns what breaks it. */
export type Check = { name: string; query: string }

/** How SQL reads the upper half of a ratio such as "0.30" or "1/3". Decimals stay decimals: numeric is exact. */
export const numerator = (ratio: string): string => `split_part(${ratio}, '/', 1)::numeric`

/** How SQL reads the lower half of a ratio: 1 where there is none. */
export const denominator = (ratio: string): string =>
  `coalesce(nullif(split_part(${ratio}, '/', 2), ''), '1')::numeric`
