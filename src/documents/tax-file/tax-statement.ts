/** What a file tells of one beneficiary. Amounts in minor units of the euro; null: not known. */
export type TaxStatement = {
  partyId: string
  kind: 'person' | 'firm'
  /** As his profile has it: the name of a firm. */
  name: string
  taxNumber: string | null
  siret: string | null
  familyName: string | null
  firstNames: string | null
  usualName: string | null
  sex: 'male' | 'female' | null
  bornOn: string | null
  birthPlace: string | null
  birthCode: string | null
  streetNumber: string | null
  street: string | null
  addressExtra: string | null
  postalCode: string | null
  town: string | null
  amounts: TaxAmounts
}

export type TaxAmounts = {
  dividend: bigint
  interest: bigint
  loanInterest: bigint
  royalty: bigint
  incomeTax: bigint
  social: bigint
  abroad: bigint
  withheldAbroad: bigint
  exempt: bigint
}

/** The file of a year before it is written. `amended`: it corrects what was told before. */
export type TaxFileData = {
  year: number
  amended: boolean
  siret: string | null
  payerName: string
  issuedOn: string
  statements: readonly TaxStatement[]
}
