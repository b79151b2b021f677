import type { EntityManager } from '@mikro-orm/postgresql'
import { balances } from '../../ledger/balances.ts'

/** What is to be recovered for a project, by whom it is owed, in minor units: those who owe something, by id. */
export async function openRecoverables(em: EntityManager, projectId: string): Promise<Map<string, bigint>> {
  const found = await balances(em, { kind: 'recoverable', scopeId: projectId })
  const open = found
    .filter(({ amount }) => amount > 0n)
    .map(({ ownerId, amount }) => [ownerId, amount] as const)
  return new Map(open.toSorted(([one], [other]) => (one < other ? -1 : 1)))
}
