import { PLATFORM_ZONE, startOfDay } from '../../time/calendar.ts'

/** The first instant after a year of four digits, in the platform's zone. */
export const yearOver = (year: number): Date => startOfDay(`${year + 1}-01-01`, PLATFORM_ZONE)
