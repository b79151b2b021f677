import { refusals } from '../refusal.ts'
import type { FileProblem } from './bank/bank-reading.ts'
import { CLAIMED_AS } from './claimed-as.ts'
import type { ReceiptPurpose } from './receipt.ts'

export const refuse = refusals({
  BANK_REFERENCE_MALFORMED: {
    field: 'bankReference',
    when: "The bank's reference of a credit is empty or too long.",
    says: (f: { length: number }) => `A bank reference has 1 to 70 characters; this one has ${f.length}.`,
  },
  BANK_MOVEMENT_AMBIGUOUS: {
    field: 'content',
    when: 'A movement without a name of the bank stands alike in another report: nobody can tell whether it is the same money.',
    says: (f: { line: number; amount: string; bookedOn: string; report: string }) =>
      `Line ${f.line}: ${f.amount} of ${f.bookedOn} stands alike in the report "${f.report}", and the bank does not name both (AcctSvcrRef): it cannot be told whether it is the same money. Import reports that follow each other.`,
  },
  BANK_REFERENCE_REUSED: {
    field: 'bankReference',
    when: 'A credit with this bank reference was recorded before with another amount, instant, text or payer.',
    says: (f: { reference: string; recorded: string; given: string }) =>
      `The bank reference "${f.reference}" was recorded with ${f.recorded}; now it comes with ${f.given}.`,
  },
  REMITTANCE_TOO_LONG: {
    field: 'remittance',
    when: 'The text that a payer gave is longer than any bank passes on.',
    says: (f: { length: number }) =>
      `A remittance text has at most 500 characters; this one has ${f.length}.`,
  },
  RECEIPT_IN_FUTURE: {
    field: 'receivedAt',
    when: 'Money would have arrived later than now.',
    says: (f: { receivedAt: string; now: string }) => `${f.receivedAt} has not come yet: it is ${f.now}.`,
  },
  RECEIPT_UNKNOWN: {
    field: 'receiptId',
    when: 'A receipt does not exist.',
    says: (f: { id: string }) => `There is no receipt ${f.id}.`,
  },
  RECEIPT_CLAIMED: {
    field: 'receiptId',
    when: 'A receipt was claimed before, for something else.',
    says: (f: { id: string; purpose: ReceiptPurpose | null; targetId: string | null }) =>
      `The receipt ${f.id} was claimed before${f.purpose && `, ${CLAIMED_AS[f.purpose]} ${f.targetId}`}: money is claimed once.`,
  },
  BIC_MALFORMED: {
    field: 'bic',
    when: 'The code of a bank is not written as ISO 9362 says.',
    says: (f: { text: string }) => `"${f.text}" is not a BIC: it has 8 or 11 letters and digits.`,
  },
  BANK_ACCOUNT_KNOWN: {
    field: 'iban',
    when: 'There is a bank account of this code and currency, or with this number, already.',
    says: (f: { code: string; currency: string; iban: string }) =>
      `The platform has a bank account for this already: ${f.iban} (${f.code}, ${f.currency}).`,
  },
  BANK_ACCOUNT_UNKNOWN: {
    field: 'content',
    when: 'A bank report is about an account that is none of the platform.',
    says: (f: { line: number; account: string; currency: string; report: string }) =>
      `Line ${f.line}: the report "${f.report}" is about the account ${f.account} in ${f.currency}, which is none of the platform.`,
  },
  BANK_FILE_HAS_PROBLEMS: {
    field: 'content',
    when: 'A bank file cannot be imported because something in it cannot be read or does not add up.',
    says: (f: { first: readonly FileProblem[]; count: number }) =>
      `The file has ${f.count} ${f.count === 1 ? 'problem' : 'problems'}: ${f.first.map(each => `line ${each.line}: ${each.message}`).join('; ')}.`,
  },
  BANK_REPORT_CHANGED: {
    field: 'content',
    when: 'A bank report that was imported comes again with other balances or another number of movements.',
    says: (f: { line: number; report: string; imported: string; given: string }) =>
      `Line ${f.line}: the report "${f.report}" was imported with ${f.imported}; now it comes with ${f.given}.`,
  },
  BANK_ENTRY_IN_FUTURE: {
    field: 'content',
    when: 'A bank report says that money moved on a day that has not come.',
    says: (f: { line: number; bookedOn: string; today: string }) =>
      `Line ${f.line}: an entry is booked on ${f.bookedOn}, and it is ${f.today}.`,
  },
})
