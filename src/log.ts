import { pino } from 'pino'

/** Where the program says what it does: facts for programs, a sentence for people. No secrets, no personal data. */
export type Log = {
  info(facts: object, text: string): void
  warn(facts: object, text: string): void
  error(facts: object, text: string): void
}

/** A log of one JSON object per line on stderr, so that stdout stays for people. */
export function openLog(level: string): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2))
}
