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
  RECEIPT_HELD: {
    field: 'receiptId',
    when: 'A receipt is claimed for something else that is kept for an order until the bank has changed it.',
    says: (f: { id: string; orderId: string }) =>
      `The receipt ${f.id} is kept for the order ${f.orderId} until the bank has changed it or the order ends.`,
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
      `The file has ${f.count} ${f.count === 1 ? 'problem' : 'problems'}: ${f.first.map(each => `line ${each.line}: ${each.message.replace(/\.$/, '')}`).join('; ')}.`,
  },
  BANK_REPORT_CHANGED: {
    field: 'content',
    when: 'A bank report that was imported comes again with other balances or another number of movements.',
    says: (f: { line: number; report: string; imported: string; given: string }) =>
      `Line ${f.line}: the report "${f.report}" was imported with ${f.imported}; now it comes with ${f.given}.`,
  },
  BANK_NOTICE_CHANGED: {
    field: 'content',
    when: 'A notice of the bank that was imported comes again with other movements.',
    says: (f: { line: number; notice: string; imported: string; given: string }) =>
      `Line ${f.line}: the notice "${f.notice}" was imported with ${f.imported}; now it comes with ${f.given}.`,
  },
  BANK_ENTRY_IN_FUTURE: {
    field: 'content',
    when: 'A bank report or notice says that money moved on a day that has not come.',
    says: (f: { line: number; bookedOn: string; today: string }) =>
      `Line ${f.line}: an entry is booked on ${f.bookedOn}, and it is ${f.today}.`,
  },
  CARD_PAYMENT_UNKNOWN: {
    field: 'reference',
    when: 'The card processor tells something of a payment that is not in the books.',
    says: (f: { reference: string }) => `There is no card payment "${f.reference}".`,
  },
  DISPUTE_UNKNOWN: {
    field: 'reference',
    when: 'The card processor tells the end of a dispute that is not in the books.',
    says: (f: { reference: string }) => `There is no dispute "${f.reference}".`,
  },
  REFUND_UNKNOWN: {
    field: 'reference',
    when: 'The card processor tells that a refund failed which is not in the books.',
    says: (f: { reference: string; payment: string }) =>
      `There is no refund "${f.reference}" of the card payment "${f.payment}".`,
  },
  CARDS_NOT_CONFIGURED: {
    when: 'Something needs the card processor, and the platform has none.',
    says: (_: Record<never, never>) => 'No card can be charged here: pay by bank transfer.',
  },
  CARD_PROCESSOR_FAILED: {
    when: 'The card processor did not answer, or refused. Nothing was changed; asking again may help.',
    says: (_: Record<never, never>) => 'The card processor does not answer: try again later.',
  },
  NOT_ON_ITS_WAY: {
    field: 'receiptId',
    when: 'Money in suspense is claimed as paid out by the processor, or as made good by the platform, and less than that is expected.',
    says: (f: { arrived: string; expected: string; of: string }) =>
      `${f.arrived} arrived; as "${f.of}" ${f.expected} is on its way.`,
  },
  INVOICE_NUMBER_MALFORMED: {
    field: 'number',
    when: 'The number of an invoice is empty or too long.',
    says: (f: { length: number }) =>
      `The number of an invoice has 1 to 70 characters; this one has ${f.length}.`,
  },
  PERIOD_BACKWARDS: {
    field: 'lastDay',
    when: 'The days of an invoice end before they begin.',
    says: (f: { firstDay: string; lastDay: string }) => `${f.lastDay} comes before ${f.firstDay}.`,
  },
  INVOICE_KNOWN: {
    field: 'number',
    when: 'An invoice of this number was recorded before with other days or another amount.',
    says: (f: { number: string }) =>
      `The invoice "${f.number}" was recorded before, and it said something else.`,
  },
  PAYMENT_UNKNOWN: {
    field: 'paymentId',
    when: 'A payment does not exist.',
    says: (f: { id: string }) => `There is no payment ${f.id}.`,
  },
  PAYMENT_IN_USE: {
    field: 'paymentId',
    when: 'A payment is to be given back whose money an order uses in full, is revenue, or lies in suspense unclaimed.',
    says: (f: { id: string }) =>
      `The money of the payment ${f.id} is not free: an order that has not ended uses all of it, it is revenue, or it waits in suspense to be claimed or given back.`,
  },
  REFUND_TO_NOBODY: {
    field: 'paymentId',
    when: 'A payment is to be given back, the bank did not say from which account it came, and its owner has named none.',
    says: (f: { id: string }) =>
      `Nobody knows from which account the payment ${f.id} came, and its owner has named none: it waits until he does.`,
  },
  REFUND_ABOVE_PAYMENT: {
    field: 'amount',
    when: 'More of a payment is to be given back than is left of it: what did not go back before, and no order uses.',
    says: (f: { asked: string; left: string; paid: string }) =>
      `${f.asked} cannot go back: of the payment of ${f.paid}, ${f.left} is left.`,
  },
  REFUND_NOT_COVERED: {
    field: 'amount',
    when: 'Money is to be given back that does not lie on the account of its payer any more.',
    says: (f: { asked: string; there: string }) => `${f.asked} cannot go back: ${f.there} is there and free.`,
  },
  SURCHARGE_FORBIDDEN: {
    field: 'cards',
    when: 'The terms of an offering under a regime of the Union let the investor bear what his card payment costs.',
    says: (f: { regime: string; article: string }) =>
      `Under ${f.regime} no investor may be charged for paying by card: ${f.article}. Let the platform or the issuer bear it.`,
  },
  CHARGEBACK_UNSUPPORTED: {
    field: 'cards',
    when: 'The terms ask for shares to be cancelled when a payment is charged back after allotment.',
    says: (f: { policy: string }) =>
      `"${f.policy}" is not carried out: after allotment a payment that is charged back is owed by its holder ("receivable").`,
  },
})
