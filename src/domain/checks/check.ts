import { CURRENCIES, decimalsOf } from '../money/currency.ts'

/** A sentence that must always hold, and a query that returns what breaks it. */
export type Check = { name: string; query: string }

/**
 * Contracts whose runs SQL recomputes to the last fraction: tiers that take a ratio of what is left, one after the
 * other, holders that weigh their shares, no caps, fractions that are carried. Of the others the sums, the signs and
 * the caps are held, and the cases, which the engine is tried on, say the cents.
 */
export const PLAIN_CONTRACTS = `
  (select id from contract
    where terms -> 'weights' is null and coalesce(jsonb_array_length(terms -> 'caps'), 0) = 0
      and coalesce(terms ->> 'rounding', 'carry') = 'carry'
      and not exists (select from jsonb_array_elements(terms -> 'tiers') as tier
                       where tier - '{name,takes,split}'::text[] <> '{}'::jsonb))`

/** How SQL reads the upper half of a ratio such as "0.30" or "1/3". Decimals stay decimals: numeric is exact. */
export const numerator = (ratio: string): string => `split_part(${ratio}, '/', 1)::numeric`

/** How SQL reads the lower half of a ratio: 1 where there is none. */
export const denominator = (ratio: string): string =>
  `coalesce(nullif(split_part(${ratio}, '/', 2), ''), '1')::numeric`

/** How SQL reads an amount of a contract, such as "100.00", in minor units of a currency. */
export const minorUnits = (amount: string, currency: string): string =>
  `(${amount})::numeric * 10 ^ (case ${currency} ${CURRENCIES.map(code => `when '${code}' then ${decimalsOf(code)}`).join(' ')} end)`
