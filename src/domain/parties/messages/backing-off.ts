/** Minutes until a mail is tried again, by how often it was. */
const MINUTES = [1, 5, 15, 60, 240, 720, 1440] as const

/** After so many attempts that came to nothing a mail is given up: that is two days and a half. */
export const MOST_ATTEMPTS = MINUTES.length + 1

/** A mail that nobody could be given for so many days is not sent any more: it has lost its sense. */
export const STALE_DAYS = 7

/** The minutes of each attempt, for a query. */
export const BACK_OFF: number[] = [...MINUTES]
