import type { OfferingRow } from '../offerings.ts'
import { refuse } from '../refusals.ts'
import type { OfferingTermsInput } from '../terms/check-offering-terms.ts'
import { gatesOf } from '../terms/regimes.ts'
import type { TermChange } from './terms-diff.ts'
import type { TermsRow } from './versions.ts'

/** Terms with these instead of their own; what is not named stays. A clause that is named without a value is taken out. */
export function revised(before: TermsRow, terms: Partial<OfferingTermsInput>): TermsRow {
  const { keyInformation: sheet, life, ...others } = terms
  return {
    ...before,
    ...others,
    ...(sheet !== undefined && {
      keyInformation: sheet?.sha256 ?? null,
      keyInformationSides: sheet?.sides ?? null,
    }),
    ...(life !== undefined && { life: life && { ...(before.life as typeof life), ...life } }),
  }
}

/** A row of terms as they are given. */
export function asGiven(row: TermsRow): OfferingTermsInput {
  const { keyInformation: sha256, keyInformationSides: sides, ...terms } = row
  return { ...terms, keyInformation: sha256 === null || sides === null ? null : { sha256, sides } }
}

/**
 * What others have relied on since the publication: dates are moved by `closeEarly` and `extendOffering`; what an order
 * gives, and whether it is cut, is another offering.
 */
const FIXED = /^(opensAt|closesAt|paymentDueAt|regime|entitlements|allotment|matching\..*|vote\..*)$/

/** The key information sheet: it is kept up to date while the terms it tells of bind, Art 23(8) of Regulation (EU) 2020/1503. */
const SHEET = /^keyInformation\./

/**
 * That a published offering may be revised so: its regime does not freeze its terms, and those stay that others have
 * relied on. One that is suspended goes on with another sheet only. Sources: Art 22(1), 23(8) and 23(12) of Regulation
 * (EU) 2020/1503. Refuses SHEET_UNCHANGED, TERMS_FROZEN, TERM_FIXED.
 */
export function refuseFixed(offering: OfferingRow, changes: readonly TermChange[]): void {
  const { publishedAt, regime, correctBy } = offering
  if (publishedAt === null) return
  const { termsFrozen } = gatesOf(regime)
  const since = publishedAt.toISOString()
  if (correctBy !== null && !changes.some(({ term }) => term === 'keyInformation.sha256')) {
    throw refuse.SHEET_UNCHANGED({ correctBy: correctBy.toISOString() })
  }
  const isFrozen = termsFrozen && changes.some(({ term }) => !SHEET.test(term))
  if (isFrozen) throw refuse.TERMS_FROZEN({ publishedAt: since, article: termsFrozen.article })
  const fixed = changes.find(({ term }) => FIXED.test(term))
  if (fixed) throw fixedTerm(fixed, `it is public since ${since}`)
}

/** The refusal of a change of a term that stays. */
export function fixedTerm({ term, before, after }: TermChange, since: string) {
  return refuse.TERM_FIXED({ term, before: before ?? 'nothing', after: after ?? 'nothing', since })
}
