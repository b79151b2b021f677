import type { AccountName } from '../../ledger/accounts-for.ts'
import type { ContractRow } from '../../offerings/contracts.ts'
import type { ProjectRow } from '../../offerings/projects.ts'
import type { Recipient } from '../../offerings/terms/contract-terms.ts'
import { issuerAccount } from '../../shares/shares-accounts.ts'

/** Where the part of a recipient of the tiers is credited: not a class, whose holders have accounts of their own. */
export function recipientAccount(
  recipient: Recipient,
  project: ProjectRow,
  { terms }: Pick<ContractRow, 'terms'>,
): AccountName {
  const { id: projectId, issuerId, currency } = project
  if (recipient === 'platform') return { kind: 'income', currency }
  if (recipient === 'issuer') return issuerAccount({ issuerId, projectId, currency })
  const partner = terms.partners.find(each => `partner:${each.code}` === recipient)
  if (partner === undefined) throw new Error(`The contract has no ${recipient}`)
  return { kind: 'partner', ownerId: partner.partyId, scopeId: projectId, currency }
}
