/** The first day of the year before the payment on which a statement comes too late, as month and day. */
const TOO_LATE = '11-30'

/**
 * Whether a sworn statement received on one day waives the income-tax part of a payment on another: it waives the
 * payments of the next year, if it came before 30 November. Received on 30 November itself it does not, for that day
 * is not before it. Social levies are never waived.
 *
 * Source: impots.gouv.fr, "Puis-je bénéficier d'une dispense du prélèvement forfaitaire non libératoire", 16 January
 * 2026. CGI 242 quater is quoted elsewhere as "au plus tard le 30 novembre", which would let that day count:
 * ARCHITECTURE.md, "Levies".
 */
export function waives(receivedOn: string, paidOn: string): boolean {
  return yearWaivedBy(receivedOn) === yearOf(paidOn)
}

/** The year whose payments a statement received on this day waives; null from 30 November on. */
export function yearWaivedBy(receivedOn: string): number | null {
  return receivedOn.slice(5) < TOO_LATE ? yearOf(receivedOn) + 1 : null
}

/** The days on which a statement for the payments of a year can be received, both included. */
export function daysToWaive(year: number): { first: string; last: string } {
  const before = String(year - 1).padStart(4, '0')
  return { first: `${before}-01-01`, last: `${before}-11-29` }
}

/** The year of a day. */
export function yearOf(day: string): number {
  return Number(day.slice(0, 4))
}
