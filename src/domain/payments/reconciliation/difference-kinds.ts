/** Where the bank and the books differ, or will. */
export const DIFFERENCE_KINDS = {
  NO_REPORT: 'The bank has told nothing yet: what the books say lies there is unproved',
  OPENING: 'The first report opens with other money than was recorded by hand up to its first day',
  REPORT_MISSING: 'A report does not go on where the one before it ended',
  RECEIPT_BY_HAND: 'A receipt that was recorded by hand and stands in no report',
  PAYOUT_BY_HAND: 'A payout that was said to be carried out, and no movement of the bank was named for it',
  RETURN_BY_HAND: 'A payout that was said to have come back, and no movement of the bank was named for it',
  BOOKED_BY_HAND: 'Another entry on the account that no movement of the bank proves',
  TOLD_BY_NOTICE: 'Money of which a notice of the bank told, and that stands in no report yet',
  CREDIT_IN_SUSPENSE: 'A credit of the bank that nobody has claimed',
  DEBIT_IN_SUSPENSE: 'A debit of the bank, or the rest of one, that no payout has claimed',
  PAYOUTS_SENT: 'Payouts of a batch that the bank has, and has not answered',
  CARD_PAYOUT: 'Money that the card processor paid out, and that was not claimed on the account yet',
  COVER: 'Money that the platform makes good, and that was not claimed on the account yet',
} as const

export type DifferenceKind = keyof typeof DIFFERENCE_KINDS

/** Who answers for a difference, why it is there, and the last day on which that explains it. */
export type Explanation = { ownerId: string; reason: string; dueOn: string }

/**
 * A row in which the bank and the books differ, or will: a fact of ours or a report. Minor units; above zero the bank has,
 * or will have, more. `inBalance`: it is a part of bank less books. `open`: it asks for an explanation. The explanation is
 * the latest one, in `explained` is whether it still holds.
 */
export type Difference = {
  id: string
  kind: DifferenceKind
  amount: bigint
  since: Date
  ageDays: number
  inBalance: boolean
  open: boolean
  explanation: Explanation | null
  explained: boolean
}
