import type { Money } from '../../domain/money/money.ts'
import type { Problems, Reason } from '../camt/bank-file.ts'

/**
 * What a status comes to: the money left the account, it will not leave, that is not decided yet, or it differs by
 * payment.
 */
export type Outcome = 'settled' | 'rejected' | 'pending' | 'partly'

/** What each status of pain.002 comes to (ISO 20022, external codes of payment group and payment transaction status). */
export const OUTCOMES = {
  ACCC: 'settled',
  ACSC: 'settled',
  RJCT: 'rejected',
  CANC: 'rejected',
  RCVD: 'pending',
  ACTC: 'pending',
  PATC: 'pending',
  ACCP: 'pending',
  ACFC: 'pending',
  ACSP: 'pending',
  ACWC: 'pending',
  ACWP: 'pending',
  ACIS: 'pending',
  ACPD: 'pending',
  PRES: 'pending',
  PDNG: 'pending',
  BLCK: 'pending',
  PART: 'partly',
} as const satisfies Record<string, Outcome>

/** A code of the status of payments, such as ACSC. */
export type StatusCode = keyof typeof OUTCOMES

/** A status, and why. */
export type PaymentStatus = { line: number; code: StatusCode; reasons: Reason[] }

/** What a bank says of one leg; a leg that it names without a status has that of its payment or message. */
export type LegStatusReading = {
  line: number
  /** Null: the payer gave none, so it is none of ours. */
  endToEndId: string | null
  status: PaymentStatus | null
  /** What was instructed, where the bank repeats it. */
  amount: Money | null
}

/** What a bank says of one payment of a file, and of legs in it. */
export type PaymentStatusReading = {
  line: number
  paymentId: string
  status: PaymentStatus | null
  legs: LegStatusReading[]
}

/** What a pain.002 file says of one payment file. As long as there is a problem, nothing of it can be used. */
export type PaymentStatusFileReading = {
  messageId: string | null
  /** The payment file that it is about; null where the file is none that can be read. */
  original: { messageId: string; definition: string | null } | null
  /** Of the whole file. */
  status: PaymentStatus | null
  payments: PaymentStatusReading[]
  problems: Problems
}
