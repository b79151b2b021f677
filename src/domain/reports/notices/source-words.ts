/** The acts that are looked at: an array, so that each fact is read by the index of its act. */
export const BEHIND = 'any(array(select id from behind))'

/** An instant as a notice says it: in the platform's zone, to the minute. */
export const instant = (column: string): string =>
  `to_char(${column} at time zone 'Europe/Paris', 'YYYY-MM-DD HH24:MI')`

/** The last day before an instant at which something ends. */
export const dayIn = (column: string): string =>
  `to_char((${column} - interval '1 microsecond') at time zone 'Europe/Paris', 'YYYY-MM-DD')`

/** A bank account, but for its ends masked. */
export const masked = (column: string): string => `left(${column}, 4) || '…' || right(${column}, 4)`
