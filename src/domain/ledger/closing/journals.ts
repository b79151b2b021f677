import type { EntryKind } from '../kinds.ts'

/** The journals in which entries are numbered, as the fiscal export names them. */
export const JOURNALS = {
  AN: 'À nouveaux',
  BQ: 'Banque',
  CB: 'Cartes bancaires',
  VE: 'Ventes',
  OD: 'Opérations diverses',
} as const

export type JournalCode = keyof typeof JOURNALS

/** What stands in a journal of its own; everything else is among the miscellaneous operations. */
const KINDS: Partial<Record<EntryKind, JournalCode>> = {
  receiptRecorded: 'BQ',
  bankDebited: 'BQ',
  payoutSettled: 'BQ',
  payoutProved: 'BQ',
  payoutReturned: 'BQ',
  cardPaid: 'CB',
  cardsSettled: 'CB',
  chargedBack: 'CB',
  chargebackWon: 'CB',
  paymentRefunded: 'CB',
  refundFailed: 'CB',
  commissionCharged: 'VE',
  serviceInvoiced: 'VE',
  invoiceCredited: 'VE',
  paymentCostsCharged: 'VE',
}

/** The kinds of entry and their journals, for those that have one of their own. */
export const OWN_JOURNALS: readonly (readonly [string, JournalCode])[] = Object.entries(KINDS)

/** The journal of all others. */
export const OTHER_JOURNAL: JournalCode = 'OD'
