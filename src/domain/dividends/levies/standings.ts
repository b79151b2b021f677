import type { IncomeKind } from '../../offerings/terms/contract-terms.ts'
import type { WaivableIncome } from '../../parties/tax/tax-residence.ts'
import type { TaxedHolder } from './levies-on.ts'

/** What of a holder bears on his levies. Many holders have the same, so each stands once and lines name its place. */
export type Standing = {
  kind: 'person' | 'firm'
  country: string | null
  /** Whether there is proof of the residence on the payment date. */
  proved: boolean
  /** The day on which the statement came that may waive the income-tax part in the year of the payment. */
  waivedOn: string | null
}

/** A list of standings that grows as holders are read. */
export type Standings = { all: readonly Standing[]; placeOf(standing: Standing): number }

export function gatherStandings(): Standings {
  const all: Standing[] = []
  const places = new Map<string, number>()
  const placeOf = ({ kind, country, proved, waivedOn }: Standing) => {
    const key = `${kind} ${country} ${proved} ${waivedOn}`
    const known = places.get(key)
    if (known !== undefined) return known
    places.set(key, all.length)
    return all.push({ kind, country, proved, waivedOn }) - 1
  }
  return { all, placeOf }
}

/** What most holders are: the query for a million of them says nothing of those. Any other would do, but more slowly. */
export const LIKE_MOST = { kind: 'person', country: 'FR', proved: true, waivedOn: null } satisfies Standing

/**
 * Reads a standing as the query for holders writes it: kind, country or -, true or false, a day or -; null for who is
 * like most. Without a country nothing was declared, and the rest bears on nothing.
 */
export function standingOf(said: string | null): Standing {
  if (said === null) return LIKE_MOST
  const [kind = '', country = '', proved = '', waivedOn = ''] = said.split(' ')
  if (country === '-') return { kind: 'person', country: null, proved: false, waivedOn: null }
  return {
    kind: kind as Standing['kind'],
    country,
    // As PostgreSQL writes it in a concatenation.
    proved: proved === 't',
    waivedOn: waivedOn === '-' ? null : waivedOn,
  }
}

/** A holder of this standing, as the rules for one kind of income on one day ask for him. */
export function holderOf(
  { kind, country, proved, waivedOn }: Standing,
  { income, paidOn }: { income: IncomeKind; paidOn: string },
): TaxedHolder {
  const evidence = null
  const residence =
    country === null ? null : { country, provedOn: proved ? paidOn : null, evidence, declaredAt: NEVER }
  const waiver = { year: Number(paidOn.slice(0, 4)), receivedOn: waivedOn ?? '', evidence }
  return {
    kind,
    residence,
    waivers: waivedOn === null ? [] : [{ ...waiver, income: income as WaivableIncome }],
  }
}

/** When a residence was declared bears on no levy: what was known when the run was made is taken. */
const NEVER = new Date(0)
