import { createHash, type Hash } from 'node:crypto'
import { idsAt } from '../../packed-ids.ts'
import { KNOWN_LAW } from '../levies/levies-on.ts'
import type { LoadedClass } from '../run/classes-at.ts'
import type { RunPlan } from '../run/plan-run.ts'

/** The inputs of a run that its approver signs, by name. */
export const PREVIEW_PARTS = [
  'contract',
  'reports',
  'adjustments',
  'register',
  'latestRun',
  'levyRules',
  'paymentDate',
  'method',
] as const
export type PreviewPart = (typeof PREVIEW_PARTS)[number]

/** The version of the arithmetic: it changes when equal inputs would give other cents. */
export const METHOD = 'tiers 1, allocation 1, levies 1'

/** How many digits of the hash of a part stand in the hash of the whole: enough to tell which part moved. */
const DIGITS = 8

/**
 * What an approver signs when he signs a preview: a SHA-256 over the hashes of its parts, and behind it the first digits
 * of each, so that a stale one can say what moved. Two plans with the same hash give the same cents, but for levies: facts
 * about one holder are taken as known when the run is made.
 */
export function previewHash(plan: RunPlan): string {
  const parts = PREVIEW_PARTS.map(part => sha256(hash => hashPart[part](hash, plan)))
  const whole = sha256(hash => {
    for (const [index, part] of PREVIEW_PARTS.entries()) hash.update(`${part} ${parts[index]}\n`)
  })
  return [whole, ...parts.map(part => part.slice(0, DIGITS))].join('-')
}

/** The names of the parts in which two hashes differ; `[]` when they are equal. */
export function movedParts(signed: string, now: string): readonly PreviewPart[] {
  if (signed === now) return []
  const [before, after] = [signed.split('-').slice(1), now.split('-').slice(1)]
  const moved = PREVIEW_PARTS.filter((_, index) => before[index] !== after[index])
  return moved.length > 0 ? moved : PREVIEW_PARTS
}

const hashPart: Record<PreviewPart, (hash: Hash, plan: RunPlan) => void> = {
  contract: (hash, { contract }) => hash.update(contract.id),
  reports: (hash, { reports }) => {
    for (const report of reports) hash.update(`${report.id} ${report.net}\n`)
  },
  adjustments: (hash, { adjusting }) => hash.update(adjusting.adjustments.map(each => each.id).join('\n')),
  register: (hash, { classes }) => {
    for (const each of classes) hashRegister(hash, each)
  },
  latestRun: (hash, { previous }) => {
    hash.update(previous.id ?? 'none')
    for (const { requestId } of previous.takenBack) hash.update(` without ${requestId}`)
  },
  levyRules: (hash, { contract }) => hash.update(contract.terms.levies === 'none' ? 'none' : LAW),
  paymentDate: (hash, { paidOn }) => hash.update(paidOn),
  method: (hash, { contract }) => hash.update(`${METHOD} ${contract.terms.rounding ?? 'carry'}`),
}

/** Who holds or weighs something. Who has but a carry belongs to the latest run. */
function hashRegister(hash: Hash, { classId, shares, sold, ids, holders }: LoadedClass): void {
  const { weights, paidIn } = holders
  const counts = (index: number) => weights[index] !== 0n || paidIn[index] !== 0n
  const places = Uint32Array.from({ length: ids.length }, (_, index) => index).filter(counts)
  hash.update(`${classId} ${shares} ${sold} ${places.length}\n`).update(idsAt(ids, places).bytes)
  for (const column of [weights, paidIn]) {
    hash.update(BigInt64Array.from(places, index => column[index] as bigint))
  }
}

const LAW = JSON.stringify(KNOWN_LAW)

/** The hash of several previews of one day, signed as one: a hash over their hashes, in the order of projects. */
export function bundleHash(previews: readonly { projectId: string; hash: string }[]): string {
  const sorted = previews.toSorted((a, b) => (a.projectId < b.projectId ? -1 : 1))
  return sha256(hash => {
    for (const { projectId, hash: each } of sorted) hash.update(`${projectId} ${each}\n`)
  })
}

function sha256(write: (hash: Hash) => void): string {
  const hash = createHash('sha256')
  write(hash)
  return hash.digest('hex')
}
