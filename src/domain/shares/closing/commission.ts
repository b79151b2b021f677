import { exact, parseRatio, type Rounding, round } from '../../money/fraction.ts'

/** The platform's commission on a closing and the VAT on it, in minor units. */
export type Commission = { commission: bigint; vat: bigint }

/**
 * What a closing costs the issuer: ratio × money allotted, half up, and the VAT on that, half up. Where the two
 * together would pass the money by such a rounding the commission is rounded down; the terms see to it that they do
 * not pass it by their ratios.
 */
export function commissionOn(
  amount: bigint,
  terms: { commissionRatio: string; vatRatio: string },
): Commission {
  const usual = charged(amount, terms, 'halfUp')
  return usual.commission + usual.vat <= amount ? usual : charged(amount, terms, 'down')
}

function charged(
  amount: bigint,
  { commissionRatio, vatRatio }: { commissionRatio: string; vatRatio: string },
  rounding: Rounding,
): Commission {
  const commission = round(exact(amount).mul(parseRatio(commissionRatio)), rounding)
  return { commission, vat: round(exact(commission).mul(parseRatio(vatRatio)), 'halfUp') }
}
