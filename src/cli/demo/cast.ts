import { readFileSync } from 'node:fs'
import type { Credentials } from './client.ts'

/** Somebody of the crowd: who, and how many shares. */
export type CastMember = Credentials & { shares: number }

export const PASSWORD = 'a demo is no secret'

/** What is published about the crowd, and the seed for what is not. */
export type Crowd = {
  holders: number
  shares: number
  least: number
  named: number
  most: number
  seed: number
}

/**
 * Makes the crowd: exactly one holder with the fewest shares, one with the named number and one with the most; the
 * others in between, never one of these three numbers, all shares together. The same seed makes the same crowd.
 */
export function castCrowd(crowd: Crowd): CastMember[] {
  const random = mulberry32(crowd.seed)
  const others = crowd.holders - 3
  const shares = [crowd.least, crowd.named, crowd.most]
  const taken = new Set(shares)
  let left = crowd.shares - crowd.least - crowd.named - crowd.most
  for (let index = 0; index < others; index++) {
    const rest = others - index
    const share = rest === 1 ? left : draw(random, left, rest, crowd)
    shares.push(taken.has(share) ? share + 1 : share)
    left -= shares.at(-1) ?? 0
  }
  return shares.map((count, index) => ({ ...person(random, index), shares: count }))
}

/** A few large and many small holdings around what is left for each, so that enough remains for the others. */
function draw(random: () => number, left: number, rest: number, { least }: Crowd): number {
  const mean = left / rest
  const drawn = Math.round(least + 1 + -Math.log(1 - random()) * (mean - least - 1))
  return Math.max(least + 1, Math.min(drawn, Math.floor(left - (rest - 1) * (least + 2))))
}

const names = JSON.parse(
  readFileSync(new URL('../../../demo/cases/names.json', import.meta.url), 'utf8'),
) as { first: string[]; last: string[] }

function person(random: () => number, index: number): Credentials {
  const pick = (list: string[]) => list[Math.floor(random() * list.length)] ?? ''
  const name = `${pick(names.first)} ${pick(names.last)}`
  const language = random() < 0.9 ? 'fr' : 'en'
  return { name, email: `holder-${index + 1}@crowd.example`, password: PASSWORD, language }
}

/** A small seeded generator (mulberry32): the demo is the same at every run. */
function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
