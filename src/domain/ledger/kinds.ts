/** Whether the usual balance of an account is a debit (what we have) or a credit (what we owe). */
export type Side = 'debit' | 'credit'

type Kind = { side: Side; number: string; name: string }

/**
 * The chart of accounts: a closed list. `number` is the account in the French plan comptable général, as the
 * fiscal export (FEC) will name it; owner and scope become its auxiliary account.
 */
export const ACCOUNT_KINDS = {
  bank: { side: 'debit', number: '512100', name: "Clients' bank account" },
  bankOwn: { side: 'debit', number: '512200', name: "The platform's own bank account" },
  card: { side: 'debit', number: '511500', name: 'Card processor' },
  suspense: { side: 'credit', number: '471000', name: 'Received, not claimed yet' },
  subscriber: { side: 'credit', number: '467100', name: 'Investor in an offering: paid, not allotted' },
  holder: { side: 'credit', number: '467200', name: 'Holder: dividends and refunds' },
  issuer: { side: 'credit', number: '467300', name: 'Issuer' },
  partner: { side: 'credit', number: '467400', name: 'Partner' },
  revenue: { side: 'credit', number: '467500', name: 'Project: received, not distributed' },
  recoverable: { side: 'debit', number: '467600', name: 'Holder: to be recovered from later income' },
  transit: { side: 'credit', number: '467800', name: 'Payout prepared, not settled' },
  unclaimed: { side: 'credit', number: '467900', name: 'Unclaimed, listed' },
  levy: { side: 'credit', number: '442200', name: 'Tax withheld' },
  vat: { side: 'credit', number: '445710', name: 'VAT on what the platform bills' },
  income: { side: 'credit', number: '706000', name: "The platform's income" },
  receivable: { side: 'debit', number: '411000', name: 'Invoiced services and costs, not paid' },
  cost: { side: 'debit', number: '627000', name: 'Bank and card fees, write-offs' },
  exchange: { side: 'debit', number: '478000', name: 'Exchange' },
  rounding: { side: 'debit', number: '658000', name: 'Rounding' },
  internal: { side: 'debit', number: '580000', name: 'On its way to the clients’ bank account' },
  charge: { side: 'credit', number: '708500', name: 'Payment costs charged' },
  opening: { side: 'debit', number: '890000', name: 'Opening balance' },
} as const satisfies Record<string, Kind>

export type AccountKind = keyof typeof ACCOUNT_KINDS

/** What an entry books: one kind per kind of fact. */
export const ENTRY_KINDS = {
  receiptRecorded: 'A bank credit arrived and waits to be claimed',
  receiptClaimed: 'A bank credit was claimed for an order, as revenue of a project, or to be given back',
  bankDebited: 'Money left the bank account and waits to be claimed',
  orderPaidFromBalance: 'An order was paid from what its investor had with us',
  orderWithdrawn: 'A paid order was withdrawn',
  orderLapsed: 'A paid order was not reconfirmed in time under revised terms',
  offeringFunded: 'An offering was funded: shares allotted, money released',
  offeringFailed: 'An offering failed: the money went back to the investors',
  commissionCharged: 'The commission of a closing with its VAT',
  serviceInvoiced: 'A service, or a cost of payments, was invoiced to a party',
  invoiceCredited: 'An invoice, or a part of it, was taken back by a credit note',
  revenueConverted: 'Revenue in another currency than its project’s became revenue in it',
  orderConverted: 'What was sent for an order in another currency became its price, and paid it',
  orderConvertedBack:
    'The money of an order that ended became again what was sent for it in another currency',
  moneyChanged: 'Money left one currency, and the bank changed it into another',
  revenueDistributed: 'A distribution',
  levyWithheldLate: 'What was withheld late, from a line that had been held',
  recovered: 'What a distribution took towards what is to be recovered',
  runReversed: 'A distribution was reversed as a whole',
  lineReversed: 'One line of a distribution was reversed',
  recoverableWrittenOff: 'What was to be recovered from a project that was wound up was given up',
  shortfallBooked: 'What a reversal took back and was not there any more is to be recovered',
  cardPaid: 'A card payment was made',
  paymentCostsCharged: 'The payment costs of a closing were charged to whom its terms say',
  paymentRefunded: 'A payment was given back to the card it came from',
  refundFailed: 'A refund did not reach the card, and the card processor has its money again',
  chargedBack: 'The card processor took a payment back',
  chargebackWon: 'The card processor gave back what it had taken',
  payoutPrepared: 'What a payee is sent was set apart in a batch',
  payoutCancelled: 'A payout was taken back before it was sent',
  payoutRejected: 'The bank did not carry a payout out',
  payoutSettled: 'The bank carried a payout out',
  payoutProved: 'The bank reported a payout that was booked as carried out before',
  payoutReturned: 'A payout came back',
  offsetTaken: 'What a payee owes back was set off against a payout',
  offsetReturned: 'A payout did not arrive, and what was set off against it is owed again',
  cardsSettled: 'The card processor paid card payments out',
  historyReceived:
    'What had come in for a distribution that was carried out before the books were brought here',
  historyPaid: 'What that distribution credited had been paid there',
} as const

export type EntryKind = keyof typeof ENTRY_KINDS

/**
 * As SQL, whether entries of this kind pay out of a levy account or bring such a payment back: nothing else claims a receipt
 * there. All others withhold or give back: what another platform withheld and paid comes to nothing, on one day.
 */
export const paysLevy = (kind: string) => `(${kind} like 'payout%' or ${kind} = 'receiptClaimed')`

/** The balance as its owner sees it: what he has is positive on either side of the books. */
export function fromOwnersSide(kind: AccountKind, debitBalance: bigint): bigint {
  return ACCOUNT_KINDS[kind].side === 'debit' ? debitBalance : -debitBalance
}
