import type { Language } from '../format.ts'

/** A donor's receipt on what he gave to a project in a year, ready to be written down. Minor units of the euro. */
export type DonationData = {
  /** What the donor quotes: letters, digits and dashes. */
  number: string
  /** The instant the paper carries as its creation date, and the same as a date in the platform's zone. */
  issuedAt: Date
  issuedOn: string
  language: Language
  platform: { name: string; contact: string; verifyUrl: string }
  donor: string
  /** The body that got the gifts, and what it is for. */
  beneficiary: string
  purpose: string
  project: string
  year: number
  amount: bigint
  /** The articles of the tax code by which it is declared eligible, such as "200". */
  articles: readonly string[]
  gifts: readonly { on: string; form: 'transfer' | 'card' | 'balance'; amount: bigint }[]
  /** The receipt that this one corrects, and what that was for. */
  replaces: { number: string; issuedOn: string; amount: bigint } | null
}

/** Throws when the gifts are not the amount, or its number has other signs than letters, digits and dashes. */
export function checkDonation({ number, amount, gifts }: DonationData): void {
  if (!/^[A-Za-z0-9-]{1,40}$/.test(number)) throw new Error('A receipt number is letters, digits and dashes.')
  if (gifts.reduce((sum, gift) => sum + gift.amount, 0n) !== amount)
    throw new Error('The gifts are not what the receipt is for.')
}
