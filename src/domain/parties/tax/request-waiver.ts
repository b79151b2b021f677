import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { within } from '../../refusal.ts'
import { dayOf, PLATFORM_ZONE, parseDay } from '../../time/calendar.ts'
import { lockParty } from '../people/lock-party.ts'
import { profileOf } from '../people/profiles.ts'
import { refuse } from '../refusals.ts'
import { notAhead, parseEvidence } from './evidence.ts'
import type { WaivableIncome } from './tax-residence.ts'
import { daysToWaive, yearOf, yearWaivedBy } from './waives.ts'

export type WaiverRequest = {
  partyId: string
  /** The year of the payments. */
  year: number
  income: WaivableIncome
  /** The day the statement came, in the platform's zone; null: today. */
  receivedOn: string | null
  evidence: string | null
  /** Entered by finance for somebody they do not act for otherwise. */
  byFinance: boolean
}

/**
 * Keeps the sworn statement of a person that the income-tax part need not be withheld from one kind of income in one
 * year. It comes in the year before, in time (`waives`); asking again changes nothing. Only finance, who name the
 * paper by its hash, may say that it came before today.
 * Refuses WAIVER_TOO_LATE, WAIVER_TOO_EARLY, WAIVER_BACKDATED, WAIVER_FOR_PEOPLE, DATE_MALFORMED, DAY_AHEAD,
 * EVIDENCE_MALFORMED, PARTY_UNKNOWN.
 */
export async function requestWaiver(
  em: EntityManager,
  { partyId, year, income, ...request }: WaiverRequest,
  now: Date,
): Promise<{ partyId: string }> {
  const evidence = parseEvidence(request.evidence)
  const receivedOn = receivedDay(request, dayOf(now, PLATFORM_ZONE))
  refuseUnlessInTime(year, receivedOn)
  await lockParty(em, partyId)
  const { kind } = await profileOf(em, partyId)
  if (kind === 'firm') throw refuse.WAIVER_FOR_PEOPLE({})
  await sqlOf(em)
    .insertInto('taxWaiver')
    .values({ partyId, year, income, receivedOn, evidence, requestedAt: now })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  return { partyId }
}

function receivedDay(
  { receivedOn, evidence, byFinance }: Pick<WaiverRequest, 'receivedOn' | 'evidence' | 'byFinance'>,
  today: string,
): string {
  if (receivedOn === null) return today
  const day = within('receivedOn', () => notAhead(parseDay(receivedOn), today))
  if (day < today && !(byFinance && evidence !== null)) throw refuse.WAIVER_BACKDATED({ receivedOn, today })
  return day
}

function refuseUnlessInTime(year: number, receivedOn: string): void {
  if (yearWaivedBy(receivedOn) === year) return
  const days = { year, receivedOn, ...daysToWaive(year) }
  throw year > yearOf(receivedOn) + 1 ? refuse.WAIVER_TOO_EARLY(days) : refuse.WAIVER_TOO_LATE(days)
}
