import type { Currency } from '../../money/currency.ts'

/** Who a tier pays: a class of holders, the issuer, the platform or a named partner. */
export type Recipient = 'issuer' | 'platform' | `class:${string}` | `partner:${string}`

/** One step of the waterfall: it takes its ratio of what is left and splits that. Ratios: "0.30" or "1/3". */
export type Tier = { name: string; takes: string; split: { to: Recipient; ratio: string }[] }

/** A partner the tiers may name by code. */
export type Partner = { code: string; name: string; partyId: string }

/** The contract as data. Money in it is written in the project's currency. */
export type ContractTerms = {
  currency: Currency
  tiers: Tier[]
  partners: Partner[]
  /** Who holds shares at the end of this day shares in the run. */
  recordDate: 'periodEnd' | 'approvalDay'
  /** What becomes of the part of the pool that belongs to unsold shares. */
  unsold: 'raisesSold' | 'toIssuer'
  /**
   * Where the revenue arrives. On the clients' bank account all of it is booked; when the platform or the issuer
   * collects it, what he keeps himself is shown, neither asked for nor booked.
   */
  collectedBy: 'clientsAccount' | 'platform' | 'issuer'
  /** No levy is withheld: the paper says "before tax". */
  levies: 'none'
}
