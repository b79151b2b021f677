import { formatAmount, parseAmount } from '../../money/money.ts'
import type { InsiderLink } from '../../parties/insiders/insider.ts'
import type { Role } from '../../parties/roles/role-grant.ts'
import { refuse } from '../refusals.ts'
import type { Gates } from './regimes.ts'

/** What an offering is published with. Amounts in cents. */
export type Publication = {
  /** The sides of A4 of its key information sheet; null: it has none. */
  keyInformationSides: number | null
  /** The most it can raise. */
  target: bigint
  /** What else the owner says to have offered within the window: on other platforms, or without a prospectus. */
  elsewhere: bigint
  /** What the owner offered here within the window, this offering not counted. */
  before: bigint
  /** The first day of the window. */
  since: string | null
  /** The roles on the platform that the owner holds, and by what else he is one of its people. */
  ownerRoles: readonly (Role | InsiderLink)[]
}

/**
 * Who is of the platform: Art 8(2) of Regulation (EU) 2020/1503 keeps its owners of 20 %, its managers and employees and whom
 * they control from owning projects.
 */
const STAFF: readonly (Role | InsiderLink)[] = [
  ...(['finance', 'approver', 'auditor', 'admin'] as const),
  ...(['shareholder', 'manager', 'employee', 'controlled'] as const),
]

/**
 * What the gates ask for when an offering is put before the public: Art 1(2)(c), Art 8(2), Art 23(2) and Art 23(7) of
 * Regulation (EU) 2020/1503. Exactly the cap may be offered. Refuses OWNER_CONFLICTED, KEY_INFORMATION_MISSING, KEY_INFORMATION_TOO_LONG,
 * OFFER_CAP_EXCEEDED.
 */
export function checkPublication(gates: Gates, publication: Publication): void {
  const { keyInformationSides: sides, target, elsewhere, before, since, ownerRoles } = publication
  const role = ownerRoles.find(held => STAFF.includes(held))
  if (gates.conflicts && role !== undefined) {
    throw refuse.OWNER_CONFLICTED({ role, article: gates.conflicts.article })
  }
  if (gates.keyInformation) {
    const { article, parameters } = gates.keyInformation
    if (sides === null) throw refuse.KEY_INFORMATION_MISSING({ article })
    if (sides > parameters.a4Sides) {
      throw refuse.KEY_INFORMATION_TOO_LONG({ sides, most: parameters.a4Sides, article })
    }
  }
  if (!gates.offerCap) return
  const { article, parameters } = gates.offerCap
  const sum = target + before + elsewhere
  if (sum <= parseAmount(parameters.capEur, 'EUR')) return
  const eur = (amount: bigint) => formatAmount(amount, 'EUR')
  throw refuse.OFFER_CAP_EXCEEDED({
    target: eur(target),
    before: eur(before),
    elsewhere: eur(elsewhere),
    sum: eur(sum),
    cap: parameters.capEur,
    since: since ?? '',
    article,
  })
}
