import { divide } from './fraction.ts'

/** Carries and residues are counted in 10^-18 of a minor unit. */
export const PRECISION = 10n ** 18n

/** Somebody a pool is divided among. `carry`: the fraction still owed from the run before, in 10^-18 minor units. */
export type Part = { id: string; weight: bigint; carry: bigint }

/** What one part gets: whole minor units now, and the fraction it is still owed (or has had too much). */
export type Line = { id: string; weight: bigint; amount: bigint; carry: bigint }

/** The lines in the order of the parts; the residue is what belongs to nobody yet, in 10^-18 minor units. */
export type Allocation = { lines: Line[]; residue: bigint }

/**
 * Divides whole minor units so that the parts always sum to the pool.
 *
 * Each part's target is its exact share of (pool + residue) plus its carry. The line is the target rounded
 * down, but never of the sign opposite to the part's own share. Missing units then go one each to the parts
 * that are owed most, surplus units are taken back from those owed least; ties go by id, so the order of the
 * input changes nothing. What a line misses of its target is the new carry: over many runs nobody gains or
 * loses. A negative pool is the exact mirror of the positive one. A part without weight gets nothing; its carry
 * falls into the residue. Carries + residue sum to what they summed to before (0 from the first run on).
 *
 * A plain largest remainder would let the same parts win each tie for ever; a carry without the rule on signs
 * could give somebody a negative line in a positive run (weights 6, 6, 2: a run of 10, then one of 1).
 */
export function allocate(pool: bigint, parts: readonly Part[], residue = 0n): Allocation {
  if (pool < 0n) return mirror(allocate(-pool, parts.map(withOppositeCarry), -residue))
  const weight = parts.reduce((total, part) => total + part.weight, 0n)
  if (weight === 0n) throw new Error('A pool cannot be divided among parts that weigh nothing.')
  const left = parts.filter(part => part.weight === 0n).reduce((total, part) => total + part.carry, 0n)
  const whole = pool * PRECISION + residue + left
  let dropped = whole
  const drafts = parts
    .filter(part => part.weight !== 0n)
    .map(part => {
      const own = divide(whole * part.weight, weight, 'down')
      dropped -= own
      const target = own + part.carry
      const floor = divide(target, PRECISION, 'down')
      return { part, target, amount: floor < 0n ? 0n : floor }
    })
  settle(pool, drafts)
  const lines = drafts.map(({ part, target, amount }) => {
    return { id: part.id, weight: part.weight, amount, carry: target - amount * PRECISION }
  })
  return { lines, residue: dropped }
}

type Draft = { part: Part; target: bigint; amount: bigint }

/** Gives the missing units to those owed most, or takes the surplus from those owed least. */
function settle(pool: bigint, drafts: Draft[]): void {
  let missing = pool - drafts.reduce((total, draft) => total + draft.amount, 0n)
  while (missing !== 0n) {
    const unit = missing > 0n ? 1n : -1n
    const willing = drafts.filter(draft => unit > 0n || draft.amount > 0n)
    willing.sort(unit > 0n ? byMostOwed : byLeastOwed)
    for (const draft of willing) {
      if (missing === 0n) return
      draft.amount += unit
      missing -= unit
    }
  }
}

const owed = (draft: Draft) => draft.target - draft.amount * PRECISION
const compare = (a: bigint | string, b: bigint | string) => (a < b ? -1 : a > b ? 1 : 0)
const byMostOwed = (a: Draft, b: Draft) => compare(owed(b), owed(a)) || compare(a.part.id, b.part.id)
const byLeastOwed = (a: Draft, b: Draft) => compare(owed(a), owed(b)) || compare(a.part.id, b.part.id)

function withOppositeCarry(part: Part): Part {
  return { ...part, carry: -part.carry }
}

function mirror({ lines, residue }: Allocation): Allocation {
  return {
    lines: lines.map(line => ({ ...line, amount: -line.amount, carry: -line.carry })),
    residue: -residue,
  }
}
