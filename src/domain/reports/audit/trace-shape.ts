import type { LegEnd } from '../../payments/payouts/payout.ts'
import type { AuditBasis } from './audit-pack.ts'

/*
 * What stands in the files of a pack. Amounts are decimal strings; on an account above zero is in its favour (credit).
 * Derivations count in minor units and in 10^-18 of them, as digits or exact ratios.
 */

export type Person = { id: string; name: string }
export type Deed = { by: Person | null; at: string }

/** A movement of the bank, and the payouts that it carried out. */
export type BankFile = {
  id: string
  reference: string
  debitedAt: string
  currency: string
  amount: string
  /** What no payout has claimed of it. */
  left: string
  legs: { id: string; batchId: string; amount: string }[]
  reports: { reference: string; sha256: string; position: number; bookedOn: string }[]
}

/** A batch: who prepared, approved and sent it, and what each payout of it came to. */
export type BatchFile = {
  id: string
  currency: string
  executesOn: string
  /** Without what was cancelled. */
  total: string
  prepared: Deed
  approved: Deed[]
  sent: (Deed & { sha256: string | null }) | null
  legs: { id: string; endToEndId: string; amount: string; ended: LegEnd | null; debitId: string | null }[]
}

/** What was reported in another currency: so many whole units of `to` for one of `from`, as `source` said it at `at`. */
export type ConvertedReport = {
  currency: string
  net: string
  rate: { from: string; to: string; rate: string; source: string; at: string }
}

/** A run of a project's tiers, from the reports that were approved to what each recipient got. */
export type RunFile = {
  id: string
  project: { id: string; name: string }
  number: number
  currency: string
  recordDate: string
  paidOn: string
  carriedOut: Deed
  /** Who signed the preview, by its hash; null: the contract lets it run without. */
  signed: (Deed & { hash: string }) | null
  contract: { id: string; version: number; signedAt: string | null; file: string; sha256: string }
  amount: string
  /** What corrections of earlier runs brought as revenue of this one: amount less what the reports came to. */
  corrections: string
  reports: {
    id: string
    from: string
    to: string
    revision: number
    gross: string
    deductions: string
    net: string
    /** Its net in the currency in which it was reported, and the rate by which that became `net`; not there: it was not converted. */
    converted?: ConvertedReport
    reported: Deed
    approved: Deed | null
    evidence: { fileName: string; sha256: string; lines: number } | null
  }[]
  /** `exact` through the tiers; `adjusted` what corrections owed besides, by the tiers of the runs they are about. */
  recipients: { recipient: string; exact: string; adjusted: string; amount: string }[]
}

/** An entry on the account; `others` are its other sides, by kind of account: together they come to nothing. */
export type TracedEntry = {
  id: string
  kind: string
  factId: string
  bookedOn: string
  amount: string
  others: { kind: string; accounts: number; amount: string }[]
}

/** A holder's line: his part of a run, and all that it follows from. */
export type TracedLine = {
  id: string
  /** The file of its run. */
  run: string
  shares: string
  net: string
  statement: { number: string; sha256: string; issuedAt: string } | null
  derivation: unknown
}

/** A payout in another currency: one whole unit of `from` is worth `rate` whole units of `to`. */
export type TracedConversion = {
  currency: string
  amount: string
  rate: string
  from: string
  to: string
  source: string
  at: string
}

/** One payment, traced from the line of the bank to the contract. Files are named as the pack names them. */
export type Trace = {
  format: 'tantieme audit trace 1'
  id: string
  basis: AuditBasis
  currency: string
  amount: string
  payment: {
    endToEndId: string
    payee: Person
    /** All but the first and last four signs are masked. */
    account: string
    settledAt: string
    returned: { at: string; reason: string } | null
    /** Where the payee was paid in another currency than the account's: what the bank paid, and the stored rate. */
    converted: TracedConversion | null
    /** Files; `bank` null: it was settled by the bank's answer alone, and no movement of its reports is claimed. */
    bank: string | null
    batch: string
  } | null
  account: { kind: string; ownerId: string; opening: string; entries: TracedEntry[]; closing: string } | null
  lines: TracedLine[]
  /** What an issuer, a partner or the platform got of a run by itself. */
  parts: { run: string; recipient: string; amount: string }[]
}
