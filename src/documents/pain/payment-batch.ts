import type { Currency } from '../../domain/money/currency.ts'

/** Versions of pain.001.001 that are written: banks ask for .09, older ones for .03. */
export type PaymentFileVersion = '09' | '03'

/** Where somebody lives. The country is a code of two letters (ISO 3166-1). */
export type PaymentAddress = {
  street: string | null
  building: string | null
  postCode: string | null
  town: string
  country: string
}

/** An account that money leaves, and whose it is. Banks ask for the address on transfers out of the European Economic Area. */
export type PaymentAccount = {
  name: string
  iban: string
  bic: string | null
  address: PaymentAddress | null
}

/** What the payee reads: words, or a reference of his own by ISO 11649 ("RF18539007547034"). */
export type Remittance = { text: string } | { reference: string }

/** One payment to one account. */
export type PaymentLeg = {
  /** Comes back with everything the bank says of it; see paymentId. */
  endToEndId: string
  /** Minor units, above zero. Euros move within SEPA; another currency needs the code of the payee's bank. */
  amount: bigint
  currency: Currency
  name: string
  iban: string
  bic: string | null
  address: PaymentAddress | null
  remittance: Remittance | null
}

/** What one file orders: credit transfers of one currency from one account on one day; of euros, in SEPA. */
export type PaymentBatch = {
  /** Names the message, and the one payment in it. */
  messageId: string
  createdAt: Date
  initiatingParty: string
  debtor: PaymentAccount
  /** The day the bank is to carry it out, "2026-07-31". */
  executeOn: string
  /** Whether the bank books the sum once, or each leg by itself. */
  bookedOnce: boolean
  /** Of the category purposes of ISO 20022 ("DIVI": dividends, "INTC", "SUPP"); null: none is said. */
  purpose: string | null
  legs: readonly PaymentLeg[]
}

/** Why a batch, or one leg of it, cannot be written, and which field says so. */
export type PaymentRefusal = {
  /** Of the leg; null: the batch itself. */
  endToEndId: string | null
  field: string
  message: string
}

/** A file for the bank: how many legs it has, and their sum in minor units. */
export type PaymentFile = {
  bytes: Buffer
  version: PaymentFileVersion
  legs: number
  sum: bigint
  currency: Currency
}
