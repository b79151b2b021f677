import type { Currency } from '../../domain/money/currency.ts'

/** What a file says of one account. Amounts in minor units of its currency; null: not known. */
export type AccountStatement = {
  partyId: string
  kind: 'person' | 'firm'
  /** As the profile of the party has it. */
  name: string
  taxNumber: string | null
  familyName: string | null
  firstNames: string | null
  bornOn: string | null
  streetNumber: string | null
  street: string | null
  addressExtra: string | null
  postalCode: string | null
  town: string | null
  /** Where he lived. ISO 3166-1 alpha-2. */
  country: string
  currency: Currency
  docRef: string
  action: 'new' | 'corrected' | 'void'
  correctsRef: string | null
  amounts: {
    balance: bigint
    dividend: bigint
    interest: bigint
    royalty: bigint
    other: bigint
    redeemed: bigint
  }
}

/** A file before it is written. `corrects`: it has corrections alone; otherwise statements that are new. */
export type AbroadFileData = {
  year: number
  corrects: boolean
  messageRef: string
  payerRef: string
  /** What its words about who pays are told in place of; null where they are as before, or the first. */
  correctsPayerRef: string | null
  /** Its words about who pays were told before and are repeated. */
  repeatsPayer: boolean
  payerName: string
  /** Nine digits. */
  siren: string
  street: string | null
  postalCode: string | null
  town: string
  writtenAt: Date
  statements: readonly AccountStatement[]
}
