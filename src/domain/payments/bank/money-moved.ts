import { electronicFormatIBAN, isValidIBAN } from 'ibantools'
import type { Currency } from '../../money/currency.ts'
import { parseName } from '../../parties/people/names.ts'
import { PLATFORM_ZONE, startOfDay } from '../../time/calendar.ts'
import { meantBy } from '../reference.ts'
import type { BankMovementReading } from './bank-reading.ts'

/** What of a movement may say which payout of ours it is. */
export type Ordered = Pick<BankMovementReading, 'endToEndId' | 'orderedIn' | 'returned'>

/** Money that moved on a bank account, as a receipt (above zero) or a debit (below) is to keep it. */
export type MoneyMoved = Ordered & {
  bankReference: string
  amount: bigint
  currency: Currency
  bookedOn: string
  at: Date
  remittance: string
  party: { iban: string; name: string } | null
  reversal: boolean
  /** The references of orders that the payer may mean, the likeliest first. */
  meant: string[]
}

const LONGEST_REMITTANCE = 500
/** The standard allows 140 letters a line; no bank passes on as many as these. */
const LONGEST_SEARCHED = 2000

/**
 * A bank says on which day it booked: the money counts from the first instant of that day in the platform's zone, so
 * that no payer is late by a clock that nobody showed him. Who paid is kept when the bank gives a name and an account
 * number that can be one: refunds leave only to it.
 */
export function moneyMoved(movement: BankMovementReading, currency: Currency): MoneyMoved {
  const { amount, bookedOn, reversal, references, text, party } = movement
  const { endToEndId, orderedIn, returned } = movement
  return {
    bankReference: movement.reference,
    amount,
    currency,
    bookedOn,
    at: startOfDay(bookedOn, PLATFORM_ZONE),
    remittance: [...references, text].join(' ').trim().slice(0, LONGEST_REMITTANCE),
    party: partyFrom(party),
    reversal,
    endToEndId,
    orderedIn,
    returned,
    meant: meantBy({ references, text: text.slice(0, LONGEST_SEARCHED) }),
  }
}

function partyFrom({ name, iban }: BankMovementReading['party']): MoneyMoved['party'] {
  const number = iban === null ? '' : (electronicFormatIBAN(iban) ?? '')
  if (name === null || !isValidIBAN(number)) return null
  try {
    return { iban: number, name: parseName(name) }
  } catch {
    // A name with letters that change the direction of a text, or longer than any: the money counts all the same.
    return null
  }
}
