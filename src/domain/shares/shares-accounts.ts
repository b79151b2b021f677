import type { AccountName } from '../ledger/accounts-for.ts'

/** What an investor paid for orders of one offering and is not allotted yet. */
export function subscriberAccount(order: {
  partyId: string
  offeringId: string
  currency: string
}): AccountName {
  return { kind: 'subscriber', ownerId: order.partyId, scopeId: order.offeringId, currency: order.currency }
}

/** What a party has with us in a currency: dividends and refunds. */
export function holderAccount(partyId: string, currency: string): AccountName {
  return { kind: 'holder', ownerId: partyId, currency }
}

/** What a project's issuer has with us. */
export function issuerAccount(project: {
  issuerId: string
  projectId: string
  currency: string
}): AccountName {
  const { issuerId, projectId, currency } = project
  return { kind: 'issuer', ownerId: issuerId, scopeId: projectId, currency }
}

/** What a party owes a project for what was taken back and was not there any more. */
export function recoverableAccount(ownerId: string, projectId: string, currency: string): AccountName {
  return { kind: 'recoverable', ownerId, scopeId: projectId, currency }
}
