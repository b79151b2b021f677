import type { Currency } from '../../domain/money/currency.ts'

/** The 18 columns of the export, by their names and in their order (LPF art. A47 A-1 VII; arrêté of 29 July 2013). */
export const FEC_COLUMNS = [
  'JournalCode',
  'JournalLib',
  'EcritureNum',
  'EcritureDate',
  'CompteNum',
  'CompteLib',
  'CompAuxNum',
  'CompAuxLib',
  'PieceRef',
  'PieceDate',
  'EcritureLib',
  'Debit',
  'Credit',
  'EcritureLet',
  'DateLet',
  'ValidDate',
  'Montantdevise',
  'Idevise',
] as const

/**
 * A line of a numbered entry. Minor units of EUR, positive = debit; days as 2008-12-31; ids, null where there is none.
 * `other`: the same in the currency of the account, in its minor units, where that is not the euro.
 */
export type FecRow = {
  journal: string
  journalName: string
  number: number
  day: string
  account: { number: string; kind: string; ownerId: string | null; scopeId: string | null; code: string }
  factId: string | null
  what: string
  amount: bigint
  other: { amount: bigint; currency: Currency } | null
  validOn: string
}
