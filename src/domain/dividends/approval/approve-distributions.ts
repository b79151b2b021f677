import type { EntityManager } from '@mikro-orm/postgresql'
import { Refusal } from '../../refusal.ts'
import { refuse } from '../refusals.ts'
import { approveDistribution, type NewApproval } from './approve-distribution.ts'
import { bundleHash } from './preview-hash.ts'

export type NewBundle = {
  /** The hash over the hashes: what the approver saw of the whole day. */
  hash: string
  paidOn: string
  approverId: string
  items: readonly { projectId: string; hash: string }[]
}

/**
 * An approver signs the previews of one day as one: a hash over their hashes. One that is stale, or that he may not
 * sign, drops out by name ("project:CODE" in `leftOut`) and the others go on.
 * Refuses BUNDLE_WRONG when the hash is not that of the items.
 */
export async function approveDistributions(
  em: EntityManager,
  { hash, paidOn, approverId, items }: NewBundle,
  now: Date,
): Promise<{ approvalIds: string[]; leftOut: string[] }> {
  if (items.length === 0 || bundleHash(items) !== hash) throw refuse.BUNDLE_WRONG({ items: items.length })
  const approvalIds: string[] = []
  const leftOut: string[] = []
  // In the order of projects, so that two bundles never wait for each other's locks in a circle.
  for (const { projectId, hash: each } of items.toSorted((a, b) => (a.projectId < b.projectId ? -1 : 1))) {
    const outcome = await signOne(em, { projectId, hash: each, paidOn, approverId }, now)
    if (outcome instanceof Refusal) leftOut.push(`${projectId}:${outcome.code}`)
    else approvalIds.push(outcome)
  }
  return { approvalIds, leftOut }
}

/** It refuses before it writes anything, so what is left out leaves nothing behind in the transaction. */
async function signOne(em: EntityManager, input: NewApproval, now: Date): Promise<string | Refusal> {
  try {
    return (await approveDistribution(em, input, now)).approvalId
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}
