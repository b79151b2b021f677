import type { Currency } from '../../domain/money/currency.ts'

/** What cannot be read in a file, and on which line; the first line is 1. */
export type Problem = { line: number; message: string }

/** The first hundred problems in full, and how many there are. */
export type Problems = { first: Problem[]; count: number }

/** Why a payment was rejected or sent back: a code of ISO 20022 (external code sets) or one of the bank's own, and words. */
export type Reason = { code: string | null; text: string }

/** Money on a bank account at the start or end of a report, in minor units; below zero: overdrawn. */
export type BankBalance = { line: number; amount: bigint; currency: Currency; day: string }

/** One movement of money that the bank booked: an entry, or one of the transactions that a batch entry sums up. */
export type BankMovement = {
  line: number
  /** The bank's name for it, 1 to 70 letters; the same movement has the same one in each file. */
  reference: string
  /** The same with the id of the report before it: for banks that give one reference twice. */
  referenceInReport: string
  /** Whether the bank itself names it so: then it is the same in each file. */
  namedByBank: boolean
  /** Minor units of the report's currency: above zero came in, below zero went out. */
  amount: bigint
  bookedOn: string
  valueOn: string
  /** The bank takes back an earlier movement of the other direction. */
  reversal: boolean
  /** What kind of movement the bank says it is: "PMNT-RCDT-ESCT", or a code of its own. */
  code: string | null
  /** As the one who ordered the payment named it; of money that was sent back, that of the payment. */
  endToEndId: string | null
  /** The payment file that ordered it (ids of the message and of the payment in it), as far as the bank says. */
  orderedIn: { messageId: string | null; paymentId: string | null }
  /** Why it was sent back, where the bank says that it is money sent back; null: it does not. */
  returned: Reason | null
  /** Structured references of the creditor, as they are written; most movements have one or none. */
  references: string[]
  /** What the payer wrote, or else what the bank says of it. */
  text: string
  /** Who paid, or who was paid: the other side, as far as the bank says. */
  party: { name: string | null; iban: string | null }
}

/** What the bank says of one account for one period. */
export type BankReportReading = {
  line: number
  /** The bank's id of it. */
  reportId: string
  /** Counts the electronic reports of an account, where the bank does. */
  sequence: bigint | null
  /** IBAN, or the bank's own id of the account; without spaces, in capitals. */
  account: string
  currency: Currency
  opening: BankBalance
  closing: BankBalance
  /** How many entries it has, of any state; and how many of them are announced only. */
  entries: number
  pending: number
  /** Of the booked entries, in the order of the file. They lead exactly from the opening to the closing balance. */
  movements: BankMovement[]
}

/** What a camt.053 file says. As long as there is a problem, nothing of it can be imported. */
export type BankFileReading = {
  messageId: string | null
  reports: BankReportReading[]
  problems: Problems
}

/** What the bank tells of one account between two reports: movements, and no balances. */
export type BankNoticeReading = Pick<
  BankReportReading,
  'line' | 'account' | 'currency' | 'entries' | 'pending' | 'movements'
> & { noticeId: string }

/** What a camt.054 file says. As long as there is a problem, nothing of it can be used. */
export type BankNoticeFileReading = {
  messageId: string | null
  notices: BankNoticeReading[]
  problems: Problems
}
