import { addMonths, dayOf, endOfDay, PLATFORM_ZONE } from '../../time/calendar.ts'

/** How long a knowledge test counts: Art 21(3) of Regulation (EU) 2020/1503, "every two years". */
export const TEST_YEARS = 2
/** How long a simulation counts: Art 21(6) of Regulation (EU) 2020/1503, "every year". */
export const SIMULATION_YEARS = 1
/** How long the status of a sophisticated investor counts: Annex II of Regulation (EU) 2020/1503. */
export const SOPHISTICATED_YEARS = 2

/**
 * The instant from which something no longer counts: the end, in the platform's zone, of the same day so many years later
 * (28 February for the 29th). The day it happened is not counted, as in every period of European law: Art 3(1), (2)(c)
 * of Regulation (EEC, Euratom) 1182/71.
 */
export function endsAfter(day: string, years: number): Date {
  return endOfDay(addMonths(day, 12 * years), PLATFORM_ZONE)
}

/** The same for what happened at an instant: its day is that of the platform's zone. */
export function endsAfterInstant(instant: Date, years: number): Date {
  return endsAfter(dayOf(instant, PLATFORM_ZONE), years)
}
