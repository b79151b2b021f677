import type { Language } from './format.ts'

/** What a line bills, where it has no words of its own. */
type LineKind = 'commission' | 'service' | 'paymentCost' | 'credit'

/** Every word on an invoice. Functions get texts that are already written in their language. */
export type InvoiceWords = {
  invoice: (number: string) => string
  creditNote: (number: string) => string
  issuedOn: (date: string) => string
  page: (page: number, pages: number) => string
  invoiceHeading: string
  creditHeading: string
  seller: string
  buyer: string
  credits: string
  creditsOf: (number: string, date: string) => string
  reason: string
  linesHeading: string
  lines: Record<LineKind, string>
  net: string
  vat: (rate: string) => string
  gross: string
  taken: string
  questionsHeading: string
  ask: string
  askAt: (contact: string, number: string) => string
}

const en: InvoiceWords = {
  invoice: number => `Invoice ${number}`,
  creditNote: number => `Credit note ${number}`,
  issuedOn: date => `Issued on ${date}`,
  page: (page, pages) => `Page ${page}/${pages}`,
  invoiceHeading: 'What you are billed',
  creditHeading: 'What is taken back',
  seller: 'Seller',
  buyer: 'Buyer',
  credits: 'Takes back',
  creditsOf: (number, date) => `Invoice ${number} of ${date}`,
  reason: 'Reason',
  linesHeading: 'Amounts',
  lines: {
    commission: 'Commission on the money raised',
    service: 'Service',
    paymentCost: 'Costs of payments',
    credit: 'Amount taken back',
  },
  net: 'Total without VAT',
  vat: rate => `VAT, ${rate}`,
  gross: 'Total with VAT',
  taken: 'The commission was taken from the money raised: nothing is to be paid.',
  questionsHeading: 'Questions',
  ask: 'Write to us',
  askAt: (contact, number) => `Write to ${contact} and quote the number ${number}.`,
}

const fr: InvoiceWords = {
  invoice: number => `Facture ${number}`,
  creditNote: number => `Avoir ${number}`,
  issuedOn: date => `Établi le ${date}`,
  page: (page, pages) => `Page ${page}/${pages}`,
  invoiceHeading: 'Ce qui vous est facturé',
  creditHeading: 'Ce qui est annulé',
  seller: 'Vendeur',
  buyer: 'Client',
  credits: 'Annule',
  creditsOf: (number, date) => `Facture ${number} du ${date}`,
  reason: 'Motif',
  linesHeading: 'Montants',
  lines: {
    commission: 'Commission sur les fonds levés',
    service: 'Prestation',
    paymentCost: 'Frais de paiement',
    credit: 'Montant annulé',
  },
  net: 'Total hors taxe',
  vat: rate => `TVA, ${rate}`,
  gross: 'Total toutes taxes comprises',
  taken: 'La commission a été prélevée sur les fonds levés : rien n’est à payer.',
  questionsHeading: 'Questions',
  ask: 'Nous écrire',
  askAt: (contact, number) => `Écrivez à ${contact} en citant le numéro ${number}.`,
}

export const INVOICE_WORDS: Record<Language, InvoiceWords> = { en, fr }
