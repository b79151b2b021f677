import type { ToldConversion } from '../../dividends/conversion/told-conversions.ts'
import type { EntryKind } from '../../ledger/kinds.ts'
import type { Currency } from '../../money/currency.ts'
import type { PartyProfile } from '../../parties/people/profiles.ts'

/** How a holder is told what an entry did to his account. */
export type Movement =
  | 'entitlements'
  | 'levies'
  | 'takenBack'
  | 'owedBack'
  | 'recovered'
  | 'setOff'
  | 'fromOrders'
  | 'usedForOrders'
  | 'cards'
  | 'paidOut'
  | 'paidBack'
  | 'unused'
  | 'other'

/** Every kind of entry that may touch the account of a holder; any other is told as `other`. */
const MOVEMENTS: Partial<Record<EntryKind, Movement>> = {
  levyWithheldLate: 'levies',
  runReversed: 'takenBack',
  lineReversed: 'takenBack',
  shortfallBooked: 'owedBack',
  recovered: 'recovered',
  orderWithdrawn: 'fromOrders',
  orderLapsed: 'fromOrders',
  orderConvertedBack: 'fromOrders',
  offeringFailed: 'fromOrders',
  orderPaidFromBalance: 'usedForOrders',
  cardPaid: 'cards',
  paymentRefunded: 'cards',
  refundFailed: 'cards',
  chargedBack: 'cards',
  chargebackWon: 'cards',
  receiptClaimed: 'unused',
  payoutPrepared: 'paidOut',
  payoutCancelled: 'paidBack',
  payoutRejected: 'paidBack',
  payoutReturned: 'paidBack',
  offsetTaken: 'setOff',
  offsetReturned: 'setOff',
  historyPaid: 'paidOut',
}

/**
 * How the entries of a kind are told. A receipt that was claimed for him is a payout that came back (`isReturn`), or money of
 * his that no order could use.
 */
export function movementOf(kind: EntryKind, isReturn: boolean): Movement {
  return isReturn ? 'paidBack' : (MOVEMENTS[kind] ?? 'other')
}

/** What was credited for one class in one run. Minor units; the rate in 10^-18 of them. */
export type PeriodEntitlement = {
  on: string
  className: string
  shares: bigint
  /** Null where the amount is not shares × rate: a cap, a floor or a correction. */
  rate: bigint | null
  gross: bigint
}

/** Which lines were taken back: of the run of which day in the books, of which classes, and why. */
export type TakenBackWords = { ranOn: string; classNames: string[]; reason: string }

/** `about`: null where no line was taken back. What was taken back and was not on the account any more is owed back. */
export type PeriodCorrection = {
  on: string
  kind: 'takenBack' | 'owedBack' | 'recovered'
  about: TakenBackWords | null
  amount: bigint
}

/** One project of a holder in a period; carries in 10^-18 of a minor unit, other amounts in minor units. */
export type HolderProject = {
  name: string
  issuer: string
  shares: { className: string; shares: bigint }[]
  receivedBefore: bigint
  entitlements: PeriodEntitlement[]
  levies: { code: string; ratio: string; source: string; amount: bigint }[]
  corrections: PeriodCorrection[]
  /** Which revenue behind the entitlements was reported in another currency. */
  conversions: ToldConversion[]
  received: bigint
  held: bigint
  /** What he owes back of the project at the end of the period. */
  owed: bigint
  carryBefore: bigint
  carryAfter: bigint
}

/** Where a payout went, and what became of it by the end of the period: `on` is the day of that. */
export type PayoutFate = {
  iban: string
  fate: 'prepared' | 'sent' | 'settled' | 'rejected' | 'cancelled' | 'returned'
  on: string | null
}

/** What moved the account for another reason than shares. `about`: the project of an order, or the fate of a payout. */
export type OtherMovement = {
  on: string
  kind: Movement
  about: { project: string } | PayoutFate | null
  amount: bigint
}

/** Everything in one currency, in minor units as the holder sees them. */
export type HolderAccount = {
  currency: Currency
  opening: bigint
  closing: bigint
  putIn: bigint
  receivedBefore: bigint
  received: bigint
  movements: Partial<Record<Movement, bigint>>
  projects: HolderProject[]
  others: OtherMovement[]
  chart: { from: string; to: string; received: bigint; putIn: bigint }[]
}

/** What a holder is told of a period. */
export type HolderPeriod = { profile: PartyProfile; accounts: HolderAccount[] }
