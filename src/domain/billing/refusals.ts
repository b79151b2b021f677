import { refusals } from '../refusal.ts'

export const refuse = refusals({
  VAT_RATE_UNKNOWN: {
    field: 'vatRatio',
    when: 'The standard rate of VAT on a day is not known to us, and none was named.',
    says: (f: { day: string; from: string }) =>
      `We know the standard rate of VAT from ${f.from} on, and not that of ${f.day}: name the rate.`,
  },
  VAT_RATIO_WRONG: {
    field: 'vatRatio',
    when: 'A rate of VAT is above the amount it is on.',
    says: (f: { ratio: string }) => `A rate of VAT is 0 to 1; this one is ${f.ratio}.`,
  },
  INVOICE_UNKNOWN: {
    field: 'invoiceId',
    when: 'An invoice does not exist.',
    says: (f: { id: string }) => `There is no invoice ${f.id}.`,
  },
  INVOICE_LINES_WRONG: {
    field: 'lines',
    when: 'An invoice has no lines, or too many.',
    says: (f: { lines: number }) => `An invoice has 1 to 50 lines; this one has ${f.lines}.`,
  },
  CREDIT_OF_CREDIT: {
    field: 'invoiceId',
    when: 'A credit note cannot be taken back: what it took back is billed anew.',
    says: (f: { number: string }) => `${f.number} is a credit note: bill anew what it took back.`,
  },
  CREDIT_TOO_LARGE: {
    field: 'net',
    when: 'More than what is left of an invoice cannot be taken back.',
    says: (f: { number: string; asked: string; rest: string; currency: string }) =>
      `Of invoice ${f.number} ${f.rest} ${f.currency} without VAT is left: ${f.asked} cannot be taken back.`,
  },
})
