import type { Levy } from './levies-on.ts'
import type { StandingRules } from './levy-pools.ts'

/**
 * What was withheld from a line. `levies` null: the contract withholds none. `held`: what is missing to know the rules, so
 * that the amount is held; then no levy is withheld yet.
 */
export type LineLevies = { levies: Levy[] | null; held: string | null }

/** A line as it is kept. */
type KeptLine = { gross: bigint; capital: bigint; standing: number | null; levies: readonly bigint[] | null }

/** The levies of a line with the rules of its run: each with its ratio, of what, how much and by which source. */
export function leviesOfLine(
  { gross, capital, standing, levies }: KeptLine,
  rules: ReadonlyMap<number, StandingRules>,
): LineLevies {
  if (standing === null) return { levies: null, held: null }
  const found = rules.get(standing)
  if (found === undefined) throw new Error(`The run has no standing ${standing}`)
  if (levies === null) return { levies: [], held: found.missing ?? '' }
  const base = gross - capital
  return {
    levies: found.rules.map((rule, index) => ({ ...rule, base, amount: levies[index] ?? 0n })),
    held: null,
  }
}
