import type { Currency } from '../../money/currency.ts'

/** One movement that a bank booked, as it was read from its file; amounts in minor units. */
export type BankMovementReading = {
  line: number
  reference: string
  referenceInReport: string
  /** Whether the reference is the bank's own, and so the same in each report. */
  namedByBank: boolean
  amount: bigint
  bookedOn: string
  reversal: boolean
  /** As the one who ordered the payment named it; of money that was sent back, that of the payment. */
  endToEndId: string | null
  /** The payment file that ordered it, as far as the bank says. */
  orderedIn: { messageId: string | null; paymentId: string | null }
  /** Why it was sent back; null where the bank does not say that it was. */
  returned: { code: string | null; text: string } | null
  references: readonly string[]
  text: string
  party: { name: string | null; iban: string | null }
}

/** One report that was read from a bank's file: its movements lead from its opening to its closing balance. */
export type BankReportReading = {
  line: number
  reportId: string
  sequence: bigint | null
  account: string
  currency: Currency
  opening: { line: number; amount: bigint; day: string }
  closing: { line: number; amount: bigint; day: string }
  movements: readonly BankMovementReading[]
}

/** Movements that a bank told before its report did, as they were read from its file. */
export type BankNoticeReading = Pick<BankReportReading, 'line' | 'account' | 'currency' | 'movements'> & {
  noticeId: string
}

/** What cannot be read or does not add up in a file, and on which line. */
export type FileProblem = { line: number; message: string }

/** A file of notices as it was read. */
export type NoticeFile = Omit<BankFile, 'reports'> & { notices: readonly BankNoticeReading[] }

/** A bank's file as it was read. */
export type BankFile = {
  sha256: string
  reports: readonly BankReportReading[]
  problems: { first: readonly FileProblem[]; count: number }
}
