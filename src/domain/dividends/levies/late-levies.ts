import type { Currency } from '../../money/currency.ts'
import type { IncomeKind } from '../../offerings/terms/contract-terms.ts'
import { KNOWN_LAW, type Law, type Levied, leviesOn } from './levies-on.ts'
import { holderOf, type Standing } from './standings.ts'

/** Whose line in which run. */
export type LineKey = { distributionId: string; classId: string; holderId: string }

/** A line that is held, and what is known of its holder now. Minor units. */
export type HeldLine = LineKey &
  Standing & {
    gross: bigint
    capital: bigint
    currency: Currency
    income: IncomeKind
    /** The day it was credited, in the platform's zone: its rules are those of that day. */
    paidOn: string
  }

/** The levies on a line that is held, by the rules of its payment date; or what is still missing to find them. */
export function lateLevies(line: HeldLine, law: Law = KNOWN_LAW): Levied | { missing: string } {
  return leviesOn(line, holderOf(line, line), law)
}
