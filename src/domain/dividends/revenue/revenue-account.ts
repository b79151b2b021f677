import type { AccountName } from '../../ledger/accounts-for.ts'

/** What arrived for a project and is not distributed yet. */
export function revenueAccount(project: { id: string; currency: string }): AccountName {
  return { kind: 'revenue', scopeId: project.id, currency: project.currency }
}
