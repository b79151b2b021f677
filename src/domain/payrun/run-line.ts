import type { Currency } from '../money/currency.ts'
import type { PayableCode } from '../payments/payable-words.ts'

/** What a payee is to us. */
export type PayeeKind = 'holder' | 'issuer' | 'partner' | 'taxOffice' | 'platform'

/** What is set off against what leaves: of which debt, for which project, how much and by which rule. Minor units. */
export type LineOffset = {
  accountId: string
  projectId: string
  debtEntryId: string
  amount: bigint
  ratio: string
  floor: bigint
}

/** A part of what one account of a payee holds, and why it leaves or stays. Minor units; below zero only where he owes us. */
export type RunLine = {
  payee: PayeeKind
  code: PayableCode
  currency: Currency
  amount: bigint
  /** The account it lies on; null for the platform, which has many, and for what is on its way. */
  accountId: string | null
  scopeId: string
  levyCode: string
  /** Who is paid: a party, PLATFORM or TAX_OFFICE. */
  payeeOwnerId: string
  /** Where it goes, when it may go anywhere. */
  payoutAccountId: string | null
  payeeId: string | null
  refundId: string | null
  /** What it is paid as, where its payee is paid in another currency, and by which rate: minor units of that one. */
  becomes: { currency: Currency; amount: bigint; rateId: string } | null
  /** What the account gives besides, towards what its owner owes back: the amount above is without it. */
  offsets: readonly LineOffset[]
}
