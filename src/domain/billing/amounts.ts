import { exact, parseRatio, round } from '../money/fraction.ts'

/** An amount without VAT and the VAT on it, in minor units. */
export type Billed = { net: bigint; vat: bigint }

/** The VAT on an amount: rate × net, rounded once, half up. */
export function vatOn(net: bigint, vatRatio: string): bigint {
  return round(exact(net).mul(parseRatio(vatRatio)), 'halfUp')
}

/**
 * What is credited of an invoice of which `rest` is left: the VAT is such that all credit notes together have the VAT of
 * all they took back, rounded once. So parts never take more VAT back than there was, and the last takes all of it.
 */
export function creditOf(invoice: Billed & { vatRatio: string }, rest: bigint, net: bigint): Billed {
  const credited = invoice.net - rest
  return { net, vat: vatOn(credited + net, invoice.vatRatio) - vatOn(credited, invoice.vatRatio) }
}

/** A number as it is printed: "2026-000042". */
export function invoiceNumber({ year, sequence }: { year: number; sequence: number }): string {
  return `${year}-${String(sequence).padStart(6, '0')}`
}
