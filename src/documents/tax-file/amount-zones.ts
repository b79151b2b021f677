import { divide } from '../../domain/money/fraction.ts'
import type { TaxAmounts } from './tax-statement.ts'

/** An amount of a beneficiary in the zone of its box: what is exactly due, and the whole euros that the file has. */
export type ZoneAmount = {
  zone: string
  box: string
  /** Minor units. */
  exact: bigint
  /** Whole euros. */
  euros: bigint
}

/** An amount for which no box is known: it stands in no zone. Minor units. */
export type Unplaced = { what: 'royalty' | 'exempt'; exact: bigint }

/**
 * Where the amounts of a beneficiary stand: the boxes of form 2561 and of the income tax return (standards: 2DC-AY, 2TR-AR,
 * 2CK-AD, 2BH-BU; BA and BB for withholding taxes). Interest on loans of a crowd stands in 2TT and not in 2TR, as the brochure
 * of the tax office for income of 2023 has it (quoted by moneyvox.fr). Each is rounded by itself to the nearest euro, a half upwards, as the
 * tax itself is (CGI art. 1657).
 */
export function amountZones(amounts: TaxAmounts): { zones: ZoneAmount[]; unplaced: Unplaced[] } {
  const { dividend, interest, loanInterest, royalty, incomeTax, abroad, withheldAbroad, exempt } = amounts
  const placed: [zone: string, box: string, exact: bigint][] = [
    ['R211', '2CK-AD', incomeTax],
    ['R222', '2DC-AY', dividend],
    ['R226', 'BA', abroad],
    ['R227', 'BB', withheldAbroad],
    ['R234', '2BH-BU', dividend + interest + loanInterest],
    ['R237', '2TR-AR', interest],
    ['R239', '2TT', loanInterest],
  ]
  const unplaced: Unplaced[] = [
    { what: 'royalty', exact: royalty },
    { what: 'exempt', exact: exempt },
  ]
  return {
    zones: placed
      .filter(([, , exact]) => exact !== 0n)
      .map(([zone, box, exact]) => ({ zone, box, exact, euros: divide(exact, 100n, 'halfUp') })),
    unplaced: unplaced.filter(each => each.exact !== 0n),
  }
}
