import { createHash } from 'node:crypto'

/** How payments are chosen, in words that stand in each pack: whoever has the list of all of them can choose again. */
export const CHOICE_RULE =
  'Of all candidates those with the least SHA-256 of the UTF-8 text "<seed>:<id of the candidate>", in the order of these hashes written in hexadecimal digits.'

/**
 * The choice of an auditor: of all candidates the so many with the least SHA-256 of "seed:id", in the order of the hashes.
 * Nobody who does not know the seed can tell which payments are looked at, and with it the choice is the same for everybody,
 * in whatever order the candidates are listed. Fewer where there are fewer.
 */
export function choose(seed: string, ids: readonly string[], count: number): string[] {
  return ids
    .map(id => ({ id, hash: createHash('sha256').update(`${seed}:${id}`).digest('hex') }))
    .toSorted((a, b) => (a.hash < b.hash ? -1 : 1))
    .slice(0, count)
    .map(({ id }) => id)
}
